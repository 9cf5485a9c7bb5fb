using System.Text.Json;

namespace RetailSync.Contracts.Schemas;

/// <content>Values that no schema is about. They must be well-formed all the same.</content>
internal sealed partial class Evaluation
{
    private const int BytesPerStep = 64;

    private readonly NameMemory _names = new();
    private long _repeatedAt = -1;

    /// <summary>Where a name stands that its object has had before; negative when none was met.</summary>
    public long RepeatedAt => _repeatedAt;

    /// <summary>Moves the reader to the end of the value that begins there. Always true.</summary>
    public bool Skip(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            SkipNested(ref reader);
        }
        else if (reader.ValueIsEscaped)
        {
            // Half a surrogate pair is seen only by who reads the text without its escapes.
            Text(ref reader);
        }

        return true;
    }

    /// <summary>Takes steps for work that grows with a number of bytes.</summary>
    public void Charge(long bytes) => _steps -= bytes / BytesPerStep;

    private static bool IsEnd(JsonTokenType token) => token is JsonTokenType.EndObject or JsonTokenType.EndArray;

    // By itself, since room for all levels is cleared at each call.
    private void SkipNested(ref Utf8JsonReader reader)
    {
        Span<int> owners = stackalloc int[MaxDepth];
        var depth = reader.CurrentDepth;
        do
        {
            _steps--;
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    owners[reader.CurrentDepth] = (int)reader.TokenStartIndex;
                    break;
                case JsonTokenType.PropertyName:
                    IsFirst(Text(ref reader), owners[reader.CurrentDepth - 1], reader.TokenStartIndex);
                    break;
                case JsonTokenType.String when reader.ValueIsEscaped:
                    Text(ref reader);
                    break;
                default:
                    break;
            }
        }
        while (reader.Read() && (reader.CurrentDepth > depth || !IsEnd(reader.TokenType)));
    }

    private bool IsFirst(ReadOnlySpan<byte> name, int owner, long position) => _names.TryAdd(_json.Span, owner, (int)position, name) || Repeats(position);

    private bool Repeats(long position)
    {
        // Who has given up no longer knows where the reader is.
        _repeatedAt = _repeatedAt < 0 && _steps >= 0 ? position : _repeatedAt;
        return false;
    }
}

using System.Globalization;
using System.Text.Json;

namespace RetailSync.Contracts.Schemas;

/// <summary>Follows a reader and knows the RFC 6901 pointer to the token it stands at. One reader at a time.</summary>
internal sealed class JsonPath
{
    private readonly List<(bool IsList, int Position, string Name)> _levels = [];

    /// <summary>The reader has moved to its next token.</summary>
    public void Take(ref Utf8JsonReader reader)
    {
        // Whatever lies deeper than the token is over.
        var depth = reader.CurrentDepth;
        _levels.RemoveRange(Math.Min(depth, _levels.Count), Math.Max(0, _levels.Count - depth));
        if (reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray) && depth > 0)
        {
            var level = _levels[depth - 1];
            _levels[depth - 1] = reader.TokenType == JsonTokenType.PropertyName
                ? level with { Name = reader.GetString()! }
                : level with { Position = level.Position + 1 };
        }

        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            _levels.Add((reader.TokenType == JsonTokenType.StartArray, -1, ""));
        }
    }

    /// <summary>The pointer.</summary>
    public override string ToString() => Above(_levels.Count);

    /// <summary>The pointer's first steps: as many as the depth of the token are the pointer to the value that begins there.</summary>
    public string Above(int levels) =>
        string.Concat(_levels.Take(levels).Select(level => $"/{(level.IsList ? level.Position.ToString(CultureInfo.InvariantCulture) : SubschemaKeywords.Escape(level.Name))}"));
}

using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace RetailSync.Plugins.Audit.Trail;

/// <summary>
/// One line of a trail: a JSON object whose last member is the hash of the line before and of all that stands before that member in this one.
/// <c>{"seq":2,"at":"...","kind":"change",...,"hash":"9f86..."}</c>
/// </summary>
internal readonly record struct TrailLine(long Sequence, string Kind, string Hash, long SkippedBytes, string? SkippedHash, string? Previous)
{
    /// <summary>What the first record of a trail is chained to.</summary>
    public static readonly string Beginning = new('0', HashDigits);

    private const int HashDigits = 64;

    /// <summary>Writes a line with its end.</summary>
    public static string Write(IBufferWriter<byte> output, long sequence, DateTimeOffset at, TrailRecord record, string previous)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("seq"u8, sequence);
            json.WriteString("at"u8, at.UtcDateTime);
            json.WriteString("kind"u8, record.Kind);
            record.Fields(json);
            json.WriteEndObject();
        }

        var body = buffer.WrittenSpan[..^1];
        var hash = HashOf(previous, body);
        output.Write(body);
        output.Write(Encoding.ASCII.GetBytes($",\"hash\":\"{hash}\"}}\n"));
        return hash;
    }

    /// <summary>Reads a line, without its end, by its form; whether it follows on the line before is another question.</summary>
    public static bool TryRead(ReadOnlySpan<byte> line, out TrailLine read)
    {
        read = default;
        if (!TrySplit(line, out var body, out var hash))
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(line.ToArray());
            var root = document.RootElement;
            read = new TrailLine(
                root.GetProperty("seq").GetInt64(),
                root.GetProperty("kind").GetString()!,
                hash,
                root.TryGetProperty("bytes", out var bytes) ? bytes.GetInt64() : -1,
                root.TryGetProperty("sha256", out var skipped) ? skipped.GetString() : null,
                root.TryGetProperty("previous", out var previous) ? previous.GetString() : null);
            return true;
        }
        catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return false;
        }
    }

    /// <summary>Whether a line follows on the line with this hash.</summary>
    public static bool Follows(ReadOnlySpan<byte> line, string previous) => TrySplit(line, out var body, out var hash) && HashOf(previous, body) == hash;

    /// <summary>The hash of some bytes.</summary>
    public static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static string HashOf(string previous, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.ASCII.GetBytes(previous));
        hash.AppendData(body);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static bool TrySplit(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> body, out string hash)
    {
        var name = ",\"hash\":\""u8;
        var end = "\"}"u8;
        var length = name.Length + HashDigits + end.Length;
        if (line.Length <= length || !line[^length..].StartsWith(name) || !line.EndsWith(end))
        {
            body = [];
            hash = "";
            return false;
        }

        body = line[..^length];
        hash = Encoding.ASCII.GetString(line[^(HashDigits + end.Length)..^end.Length]);
        return true;
    }
}

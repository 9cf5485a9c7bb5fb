using System.Text;
using System.Text.Unicode;
using RetailSync.Gateway;

namespace RetailSync.Contracts.Reading;

/// <summary>Reads JSON and YAML files, and says of every fault where it stands. Safe to call from many threads.</summary>
/// <remarks>
/// A name that ends in <c>.json</c> is read as JSON (RFC 8259), any other as YAML 1.2 with its core schema. Limits: 32 MB, 64 levels, 2 million
/// values and 64 million characters, YAML aliases counted as often as they are used.
/// </remarks>
public static class DocumentReader
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">Where the file is.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="faults">Receives what is wrong.</param>
    /// <returns>The document; null when it could not be read. A repeated key is a fault, but the document comes with its first value.</returns>
    public static SourceDocument? ReadFile(string path, string name, ICollection<ConfigFault> faults) =>
        ReadBytes(path, name, ReadingLimits.Default, faults) is { } content ? Read(name, content, faults) : null;

    /// <summary>Reads a document that is in memory, in UTF-8.</summary>
    /// <param name="name">What messages call it; its ending decides between JSON and YAML.</param>
    /// <param name="utf8">The content, with or without a byte order mark.</param>
    /// <param name="faults">Receives what is wrong.</param>
    /// <returns>The document; null when it could not be read. A repeated key is a fault, but the document comes with its first value.</returns>
    public static SourceDocument? Read(string name, ReadOnlyMemory<byte> utf8, ICollection<ConfigFault> faults) =>
        Read(name, utf8, ReadingLimits.Default, faults);

    internal static SourceDocument? Read(string name, ReadOnlyMemory<byte> utf8, ReadingLimits limits, ICollection<ConfigFault> faults)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(faults);

        if (utf8.Length > limits.Bytes)
        {
            faults.Add(TooLong(name, limits));
            return null;
        }

        var content = utf8.Span.StartsWith(Encoding.UTF8.Preamble) ? utf8.Span[Encoding.UTF8.Preamble.Length..] : utf8.Span;
        if (!Utf8.IsValid(content))
        {
            faults.Add(NotUtf8(name, content));
            return null;
        }

        var root = name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            ? JsonSourceReader.Read(name, content, limits, faults)
            : YamlSourceReader.Read(name, Encoding.UTF8.GetString(content), limits, faults);
        return root is null ? null : new SourceDocument(name, root);
    }

    internal static byte[]? ReadBytes(string path, string name, ReadingLimits limits, ICollection<ConfigFault> faults)
    {
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length > limits.Bytes)
            {
                faults.Add(TooLong(name, limits));
                return null;
            }

            var content = new byte[file.Length];
            file.ReadExactly(content);
            return content;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add(new ConfigFault(name, $"The file cannot be read: {e.Message}"));
            return null;
        }
    }

    private static ConfigFault TooLong(string name, ReadingLimits limits) =>
        new(name, $"The file is longer than {limits.Bytes} bytes, the most that is read.");

    private static ConfigFault NotUtf8(string name, ReadOnlySpan<byte> content)
    {
        // Transcoding stops at the first byte that does not fit.
        var characters = new char[content.Length];
        Utf8.ToUtf16(content, characters, out var valid, out _, replaceInvalidSequences: false);
        var cursor = new Utf8Cursor(content);
        cursor.MoveTo(valid);
        return new ConfigFault($"{name}:{cursor.Line}:{cursor.Column}", "The file is not in UTF-8; save it as UTF-8.");
    }
}

using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RetailSync.Contracts.Reading;

/// <summary>A JSON or YAML document that was read, every value with its line and column. Immutable; safe to read from many threads.</summary>
public sealed class SourceDocument
{
    // Only ever read by our own parsers, never put on a page: escaping what HTML needs would double the size of some texts.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    internal SourceDocument(string name, SourceNode root)
    {
        Name = name;
        Root = root;
    }

    /// <summary>The name that messages give the file.</summary>
    public string Name { get; }

    /// <summary>The outermost value.</summary>
    public SourceNode Root { get; }

    /// <summary>The place of a node, as <c>file:line:column</c>.</summary>
    public string Locate(SourceNode node)
    {
        ArgumentNullException.ThrowIfNull(node);

        return $"{Name}:{node.Line}:{node.Column}";
    }

    /// <summary>The place of a mapping's key, as <c>file:line:column</c>.</summary>
    public string Locate(SourceMember member) => $"{Name}:{member.Line}:{member.Column}";

    /// <summary>The place of what a JSON pointer names, or of the last step that exists, as <c>file:line:column</c>.</summary>
    /// <param name="jsonPointer">An RFC 6901 pointer, with or without a leading <c>#</c>.</param>
    public string Locate(string jsonPointer)
    {
        ArgumentNullException.ThrowIfNull(jsonPointer);

        JsonPointer.TryFollow(Root, jsonPointer, out var last);
        return $"{Name}:{last.Line}:{last.Column}";
    }

    /// <summary>The value that a JSON pointer names; null when there is none.</summary>
    /// <param name="jsonPointer">An RFC 6901 pointer, with or without a leading <c>#</c>.</param>
    public SourceNode? Find(string jsonPointer)
    {
        ArgumentNullException.ThrowIfNull(jsonPointer);

        return JsonPointer.TryFollow(Root, jsonPointer, out var last) ? last.Value : null;
    }

    /// <summary>The whole document as JSON in UTF-8, numbers as they were written.</summary>
    internal ReadOnlyMemory<byte> ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            Root.WriteTo(writer);
        }

        return buffer.WrittenMemory;
    }
}

using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Compare.OpenApi;

/// <summary>A value of a document with references followed, and the way to it as if there were none.</summary>
/// <param name="Node">The value.</param>
/// <param name="Pointer">The RFC 6901 pointer through the operation.</param>
/// <param name="Reference">The last reference that led to it; null when it stands where it is used.</param>
internal sealed record Spot(SourceNode Node, string Pointer, string? Reference)
{
    /// <summary>The text under a key; null when there is none.</summary>
    public string? Text(string key) => Node[key] is { Kind: SourceKind.Text } node ? node.Text : null;

    /// <summary>Whether the value under a key is <c>true</c>.</summary>
    public bool IsTrue(string key) => Node[key] is { Kind: SourceKind.Boolean, Text: "true" };

    /// <summary>The texts of the list under a key.</summary>
    public IEnumerable<string> Texts(string key) => (Node[key]?.Items ?? []).Select(item => item.Text);

    /// <summary>The keys of the mapping under a key.</summary>
    public IEnumerable<string> Keys(string key) => (Node[key]?.Members ?? []).Select(member => member.Key);
}

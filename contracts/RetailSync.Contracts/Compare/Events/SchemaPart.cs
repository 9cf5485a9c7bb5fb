using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Compare.Events;

/// <summary>One schema object, or boolean schema, and where it stands.</summary>
/// <param name="Node">The schema.</param>
/// <param name="Pointer">Its RFC 6901 pointer in the document.</param>
internal sealed record SchemaPart(SourceNode Node, string Pointer)
{
    /// <summary>Whether it is the schema that nothing fits.</summary>
    public bool IsFalse => Node is { Kind: SourceKind.Boolean, Text: "false" };

    /// <summary>The schema under a keyword; null when there is none.</summary>
    public SchemaPart? Below(string keyword) => Node[keyword] is { } node ? new SchemaPart(node, $"{Pointer}/{Escape(keyword)}") : null;

    /// <summary>The schema under a name under a keyword; null when there is none.</summary>
    public SchemaPart? Below(string keyword, string name) => Below(keyword)?.Below(name);

    /// <summary>The schemas in the list under a keyword; none when there is no list.</summary>
    public IEnumerable<SchemaPart> Items(string keyword) => (Node[keyword]?.Items ?? []).Select((node, at) => new SchemaPart(node, $"{Pointer}/{keyword}/{at}"));

    private static string Escape(string step) => step.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}

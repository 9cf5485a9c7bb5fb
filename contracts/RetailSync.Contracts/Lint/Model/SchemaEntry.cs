using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Lint.Model;

/// <summary>A schema of a document, met once however often it is referred to. Filled while the document is walked, then only read.</summary>
/// <param name="node">The schema, never a bare reference.</param>
/// <param name="pointer">Where it stands.</param>
internal sealed class SchemaEntry(SourceNode node, string pointer)
{
    public SourceNode Node => node;

    public string Pointer => pointer;

    /// <summary>What it describes.</summary>
    public SchemaUses Uses { get; set; }

    /// <summary>Whether the type is one of its types; a schema without a type has none.</summary>
    public bool Is(string type) => node["type"] is { } types && (types.Text == type || types.Items.Any(item => item.Text == type));

    /// <summary>A text under a key; null when there is none.</summary>
    public string? Text(string key) => node[key] is { Kind: SourceKind.Text } text ? text.Text : null;
}

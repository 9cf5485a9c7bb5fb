using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Schemas;

/// <summary>A schema with an address of its own, and what can be named inside it (JSON Schema core, section 4.3.5). Complete once its document has been added to the bundle.</summary>
internal sealed class SchemaResource(string address, SourceNode root, SourceDocument document, SchemaDialect dialect)
{
    /// <summary>Its absolute address, without a fragment.</summary>
    public string Address => address;

    /// <summary>Its outermost value. In an OpenAPI document that is no schema.</summary>
    public SourceNode Root => root;

    /// <summary>The file that it stands in.</summary>
    public SourceDocument Document => document;

    /// <summary>How its keywords are read.</summary>
    public SchemaDialect Dialect => dialect;

    /// <summary>Places by name: <c>$anchor</c>, <c>$dynamicAnchor</c>, and <c>$id: "#name"</c> of the older drafts.</summary>
    public Dictionary<string, SchemaPlace> Anchors { get; } = new(StringComparer.Ordinal);

    /// <summary>Those of <c>$dynamicAnchor</c>; under the empty name the root, when it has <c>$recursiveAnchor: true</c>.</summary>
    public Dictionary<string, SchemaPlace> DynamicAnchors { get; } = new(StringComparer.Ordinal);
}

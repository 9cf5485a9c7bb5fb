using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.AsyncApi;

/// <summary>
/// Shows a document as the schema compiler needs it: where <c>components.schemas</c> has a multi-format schema object, its schema stands instead, so that
/// a schema may refer to it (as generators write it).
/// </summary>
internal static class UnwrappedSchemas
{
    /// <summary>The document; the same one when there is nothing to unwrap. All places stay as they are.</summary>
    public static SourceDocument Of(SourceDocument document)
    {
        if (document.Root["components"] is not { } components || components["schemas"] is not { } schemas || !schemas.Members.Any(member => MessageSchemas.IsMultiFormat(member.Value)))
        {
            return document;
        }

        return new SourceDocument(document.Name, Replace(document.Root, "components", Replace(components, "schemas", Unwrap(schemas))));
    }

    private static SourceNode Replace(SourceNode mapping, string key, SourceNode value) =>
        new([.. mapping.Members.Select(member => member.Key == key ? member with { Value = value } : member)], mapping.Line, mapping.Column);

    private static SourceNode Unwrap(SourceNode schemas) =>
        new([.. schemas.Members.Select(member => MessageSchemas.IsMultiFormat(member.Value) ? member with { Value = Inner(member.Value) } : member)], schemas.Line, schemas.Column);

    // "schema" stays as a key that means nothing, for references that end in it.
    private static SourceNode Inner(SourceNode wrapped)
    {
        wrapped.TryFind("schema", out var schema);
        return schema.Value.Kind == SourceKind.Mapping ? new SourceNode([.. schema.Value.Members, schema], schema.Value.Line, schema.Value.Column) : schema.Value;
    }
}

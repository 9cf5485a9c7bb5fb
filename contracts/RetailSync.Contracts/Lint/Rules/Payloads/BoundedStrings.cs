using RetailSync.Contracts.Lint.Model;

namespace RetailSync.Contracts.Lint.Rules.Payloads;

/// <summary>Texts that a caller sends are bounded.</summary>
internal sealed class BoundedStrings : ILintRule
{
    private static readonly HashSet<string> BoundedFormats = new(StringComparer.Ordinal)
    {
        "date", "date-time", "time", "uuid", "ipv4", "ipv6", "gtin", "gtin-8", "gtin-12", "gtin-13", "gtin-14", "gln", "sscc", "sku", "iso-4217", "currency", "iso-3166", "country", "bcp-47", "language", "binary",
    };

    /// <inheritdoc/>
    public string Why => "An unbounded text is an invitation to send megabytes, which every system behind has to store.";

    /// <inheritdoc/>
    public string Fix => "Add maxLength; a pattern, enum, const or a format of fixed length bounds it too.";

    /// <inheritdoc/>
    public IEnumerable<Remark> Check(LintDocument document) =>
        from schema in document.Schemas.All
        where (schema.Uses & (SchemaUses.Request | SchemaUses.Parameter)) != 0 && schema.Is("string") && !IsBounded(schema)
        select new Remark(schema.Pointer, schema.Node, "The text has no maxLength.");

    private static bool IsBounded(SchemaEntry schema) =>
        schema.Node["maxLength"] is not null || schema.Node["enum"] is not null || schema.Node["const"] is not null
        || (schema.Text("format") is { } format && BoundedFormats.Contains(format))
        || (schema.Text("pattern") is { } pattern && pattern.StartsWith('^') && pattern.EndsWith('$') && pattern.AsSpan().IndexOfAny('*', '+') < 0 && !pattern.Contains(",}", StringComparison.Ordinal));
}

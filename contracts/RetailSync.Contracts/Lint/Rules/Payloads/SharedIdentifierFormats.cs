using RetailSync.Contracts.Lint.Model;

namespace RetailSync.Contracts.Lint.Rules.Payloads;

/// <summary>GTIN, GLN, SSCC and SKU have their formats.</summary>
internal sealed class SharedIdentifierFormats : ILintRule
{
    private static readonly Dictionary<string, string[]> Formats = new(StringComparer.Ordinal)
    {
        ["gtin"] = ["gtin", "gtin-8", "gtin-12", "gtin-13", "gtin-14"],
        ["ean"] = ["gtin", "gtin-8", "gtin-13"],
        ["upc"] = ["gtin", "gtin-12"],
        ["gln"] = ["gln"],
        ["sscc"] = ["sscc"],
        ["sku"] = ["sku"],
        ["store id"] = ["gln", "store-id"],
    };

    /// <inheritdoc/>
    public string Why => "The format is what checks the digits; a till that misreads one digit would otherwise sell another article.";

    /// <inheritdoc/>
    public string Fix => "Refer to one shared schema with the format: gtin, gln, sscc or sku.";

    /// <inheritdoc/>
    public IEnumerable<Remark> Check(LintDocument document)
    {
        foreach (var property in document.Properties.Where(property => property.Schema is { } schema && schema.Is("string")))
        {
            if (Wrong(property.Name, property.Schema!) is { } wrong)
            {
                yield return new Remark(property.Pointer, property.Member, wrong);
            }
        }

        foreach (var parameter in document.Parameters.Where(parameter => parameter.Node["schema"] is not null))
        {
            if (document.Schemas.Find(parameter.Node["schema"]!, document.Root) is { } schema && schema.Is("string") && Wrong(parameter.Name, schema) is { } wrong)
            {
                yield return new Remark(parameter.Pointer, parameter.Node, wrong);
            }
        }
    }

    private static string? Wrong(string name, SchemaEntry schema) =>
        Formats.TryGetValue(string.Join(' ', Words.Of(name)), out var formats) && !formats.Contains(schema.Text("format"))
            ? $"'{name}' does not have the format {string.Join(" or ", formats.Take(2))}."
            : null;
}

using RetailSync.Contracts.Lint.Model;
using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas.Formats;
using RetailSync.Contracts.Schemas.Retail;

namespace RetailSync.Contracts.Lint.Rules.Payloads;

/// <summary>Formats are known.</summary>
internal sealed class KnownFormats : ILintRule
{
    // Besides those that the gateway checks: what the OpenAPI format registry has for numbers and for texts without a grammar, and names for the retailer's own keys.
    private static readonly HashSet<string> Unchecked = new(StringComparer.Ordinal)
    {
        "regex", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "single-int", "double-int", "float", "double", "decimal", "decimal128", "binary", "password", "char",
        "commonmark", "html", "media-range", "http-date", "unixtime", "sf-string", "sf-boolean", "sf-integer", "sf-decimal", "sf-token", "sf-binary",
        "sku", "store-id",
    };

    /// <inheritdoc/>
    public string Why => "A misspelt format forbids nothing, without anybody noticing.";

    /// <inheritdoc/>
    public string Fix => "Write a format of JSON Schema, of the OpenAPI registry or of the retail vocabulary; use pattern for anything else.";

    /// <inheritdoc/>
    public IEnumerable<Remark> Check(LintDocument document) =>
        from schema in document.Schemas.All
        let format = schema.Node["format"]
        where format is { Kind: SourceKind.Text } && !IsKnown(format.Text)
        select new Remark($"{schema.Pointer}/format", format, $"The format '{format.Text}' is not known.");

    private static bool IsKnown(string format) => FormatTable.Find(format) is not null || RetailFormats.Find(format) is not null || Unchecked.Contains(format);
}

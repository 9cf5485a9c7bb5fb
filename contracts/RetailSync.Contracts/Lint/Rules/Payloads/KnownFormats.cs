using RetailSync.Contracts.Lint.Model;
using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Lint.Rules.Payloads;

/// <summary>Formats are known.</summary>
internal sealed class KnownFormats : ILintRule
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        // JSON Schema Validation 2020-12, section 7.3.
        "date-time", "date", "time", "duration", "email", "idn-email", "hostname", "idn-hostname", "ipv4", "ipv6", "uri", "uri-reference", "iri", "iri-reference", "uuid", "uri-template", "json-pointer",
        "relative-json-pointer", "regex",

        // The OpenAPI format registry.
        "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "single-int", "double-int", "float", "double", "decimal", "decimal128", "byte", "base64url", "binary", "password", "char",
        "commonmark", "html", "media-range", "http-date", "date-time-local", "time-local", "unixtime", "sf-string", "sf-boolean", "sf-integer", "sf-decimal", "sf-token", "sf-binary",

        // The retail vocabulary: GS1 keys, ISO 4217, ISO 3166, BCP 47, UN/ECE Recommendation 20.
        "gtin", "gtin-8", "gtin-12", "gtin-13", "gtin-14", "gln", "sscc", "sku", "store-id", "currency", "iso-4217", "country", "iso-3166", "country-code", "language", "bcp-47", "language-tag", "unit", "unece-unit", "iban", "bic",
    };

    /// <inheritdoc/>
    public string Why => "A misspelt format forbids nothing, without anybody noticing.";

    /// <inheritdoc/>
    public string Fix => "Write a format of JSON Schema, of the OpenAPI registry or of the retail vocabulary; use pattern for anything else.";

    /// <inheritdoc/>
    public IEnumerable<Remark> Check(LintDocument document) =>
        from schema in document.Schemas.All
        let format = schema.Node["format"]
        where format is { Kind: SourceKind.Text } && !Known.Contains(format.Text)
        select new Remark($"{schema.Pointer}/format", format, $"The format '{format.Text}' is not known.");
}

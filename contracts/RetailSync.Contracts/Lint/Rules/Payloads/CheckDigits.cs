using System.Text;
using RetailSync.Contracts.Lint.Model;
using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas.Retail;

namespace RetailSync.Contracts.Lint.Rules.Payloads;

/// <summary>Examples of GTIN, GLN and SSCC have the right check digit.</summary>
internal sealed class CheckDigits : ILintRule
{
    /// <inheritdoc/>
    public string Why => "Examples are copied into tests and tills; a wrong one teaches everybody to switch the check off.";

    /// <inheritdoc/>
    public string Fix => "Mend the last digit (GS1 General Specifications, section 7.9).";

    /// <inheritdoc/>
    public IEnumerable<Remark> Check(LintDocument document)
    {
        foreach (var schema in document.Schemas.All.Where(schema => (schema.Text("format") ?? "").Split('-')[0] is "gtin" or "gln" or "sscc"))
        {
            foreach (var (key, value) in RetailFormats.Find(schema.Text("format")!) is null ? [] : Values(schema))
            {
                if (value.Kind == SourceKind.Text && !RetailFormats.Find(schema.Text("format")!)!(Encoding.UTF8.GetBytes(value.Text)))
                {
                    yield return new Remark($"{schema.Pointer}/{key}", value, $"'{value.Text}' is no {schema.Text("format")}: its length or its check digit is wrong.");
                }
            }
        }
    }

    private static IEnumerable<(string Key, SourceNode Value)> Values(SchemaEntry schema)
    {
        foreach (var key in new[] { "example", "default", "const" })
        {
            if (schema.Node[key] is { } value)
            {
                yield return (key, value);
            }
        }

        foreach (var key in new[] { "examples", "enum" })
        {
            foreach (var (value, position) in (schema.Node[key]?.Items ?? []).Select((value, position) => (value, position)))
            {
                yield return ($"{key}/{position}", value);
            }
        }
    }
}

using RetailSync.Contracts.Lint.Model;
using RetailSync.Contracts.Reading;

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
            foreach (var (key, value) in Values(schema))
            {
                if (value.Kind == SourceKind.Text && !IsGood(value.Text))
                {
                    yield return new Remark($"{schema.Pointer}/{key}", value, $"'{value.Text}' has a wrong check digit.");
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

    // From the right, without the check digit, digits weigh 3 and 1 in turn; the whole is a multiple of ten.
    private static bool IsGood(string digits) =>
        digits.Length is 8 or 12 or 13 or 14 or 18 && digits.All(char.IsAsciiDigit)
        && digits.Reverse().Select((digit, place) => (digit - '0') * (place % 2 == 1 ? 3 : 1)).Sum() % 10 == 0;
}

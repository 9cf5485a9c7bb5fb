using RetailSync.Contracts.Lint.Model;

namespace RetailSync.Contracts.Lint.Rules.Payloads;

/// <summary>An amount with a currency is minor units and ISO 4217.</summary>
internal sealed class MoneyShape : ILintRule
{
    /// <inheritdoc/>
    public string Why => "A shared form of money is added, compared and converted by one piece of code, and 1999 can only mean 19.99.";

    /// <inheritdoc/>
    public string Fix => "amount: type integer, in minor units; currency: type string with the pattern ^[A-Z]{3}$.";

    /// <inheritdoc/>
    public IEnumerable<Remark> Check(LintDocument document)
    {
        foreach (var schema in document.Schemas.All)
        {
            var properties = document.Schemas.Properties(schema, document.Root).ToDictionary(property => property.Name, StringComparer.Ordinal);
            if (!properties.TryGetValue("currency", out var currency) || !properties.TryGetValue("amount", out var amount))
            {
                continue;
            }

            if (amount.Schema is { } number && number.Node["type"] is not null && !number.Is("integer"))
            {
                yield return new Remark(amount.Pointer, amount.Member, "'amount' beside a currency is no integer in minor units.");
            }

            if (currency.Schema is { } code && !IsCurrency(code))
            {
                yield return new Remark(currency.Pointer, currency.Member, "'currency' is not limited to codes of ISO 4217.");
            }
        }
    }

    private static bool IsCurrency(SchemaEntry code) =>
        code.Text("format") is "currency" or "iso-4217"
        || code.Text("pattern") is "^[A-Z]{3}$" or "^[A-Z]{3,3}$" or "^[A-Z][A-Z][A-Z]$"
        || (code.Node["enum"] ?? code.Node["const"]) is { } values && (values.Items.Count == 0 ? [values] : values.Items).All(value => value.Text.Length == 3 && value.Text.All(char.IsAsciiLetterUpper));
}

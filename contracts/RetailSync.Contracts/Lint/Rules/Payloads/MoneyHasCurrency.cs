using RetailSync.Contracts.Lint.Model;

namespace RetailSync.Contracts.Lint.Rules.Payloads;

/// <summary>Money stands with its currency.</summary>
internal sealed class MoneyHasCurrency : ILintRule
{
    /// <inheritdoc/>
    public string Why => "An amount alone is read in the currency of whoever reads it.";

    /// <inheritdoc/>
    public string Fix => "Use a Money object, or put currency beside it.";

    /// <inheritdoc/>
    public IEnumerable<Remark> Check(LintDocument document) =>
        from schema in document.Schemas.All
        let names = (schema.Node["properties"]?.Members ?? []).Select(member => member.Key).ToList()
        where !names.Any(name => name.Contains("urrency", StringComparison.Ordinal))
        from property in document.Schemas.Properties(schema, document.Root)
        where MoneyWords.IsMoney(property.Name) && !property.Name.Contains("total", StringComparison.OrdinalIgnoreCase) && property.Schema is { } money && (money.Is("integer") || money.Is("number"))
        select new Remark(property.Pointer, property.Member, $"'{property.Name}' is an amount of money without a currency.");
}

using RetailSync.Contracts.Lint.Model;

namespace RetailSync.Contracts.Lint.Rules.Payloads;

/// <summary>Money is no floating-point number.</summary>
internal sealed class NoFloatsForMoney : ILintRule
{
    /// <inheritdoc/>
    public string Why => "0.1 + 0.2 is not 0.3 in binary: sums drift by cents, and the ledger does not balance.";

    /// <inheritdoc/>
    public string Fix => "Use a Money object: amount as an integer in minor units, currency as ISO 4217 code.";

    /// <inheritdoc/>
    public IEnumerable<Remark> Check(LintDocument document) =>
        from property in document.Properties
        where property.Schema is { } schema && MoneyWords.IsMoney(property.Name) && schema.Is("number")
        select new Remark(property.Pointer, property.Member, $"'{property.Name}' is money, and a number with a fraction.");
}

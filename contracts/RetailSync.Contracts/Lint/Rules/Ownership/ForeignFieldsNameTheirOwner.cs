using RetailSync.Contracts.Lint.Model;

namespace RetailSync.Contracts.Lint.Rules.Ownership;

/// <summary>A field of another domain that can be written names its owner.</summary>
internal sealed class ForeignFieldsNameTheirOwner : ILintRule
{
    private static readonly Dictionary<string, string> Owners = new(StringComparer.Ordinal)
    {
        ["price"] = "pricing",
        ["regularPrice"] = "pricing",
        ["salesPrice"] = "pricing",
        ["costCentre"] = "erp",
        ["costCenter"] = "erp",
        ["valuationClass"] = "erp",
        ["standardCost"] = "erp",
        ["taxClass"] = "erp",
        ["onHand"] = "wms",
        ["stockLevel"] = "wms",
        ["pointsBalance"] = "loyalty",
        ["tier"] = "loyalty",
        ["consents"] = "crm",
        ["orderState"] = "oms",
    };

    /// <inheritdoc/>
    public string Why => "Two systems that both write a field overwrite each other; the gateway can refuse the wrong one only if it knows the right one.";

    /// <inheritdoc/>
    public string Fix => "Add x-retailsync-owner with the owning system, or make the field readOnly.";

    /// <inheritdoc/>
    public IEnumerable<Remark> Check(LintDocument document) =>
        from property in document.Properties
        where document.Domain is not null && Owners.TryGetValue(property.Name, out var owner) && owner != document.Domain
            && property.Owner.Uses.HasFlag(SchemaUses.Write) && property.Extension("x-retailsync-owner") is null && property.Extension("readOnly")?.Text != "true"
        select new Remark(property.Pointer, property.Member, $"'{property.Name}' can be written here, but belongs to {Owners[property.Name]}.");
}

using RetailSync.Contracts.Lint.Model;

namespace RetailSync.Contracts.Lint.Rules.Events;

/// <summary>Personal data in events is classified.</summary>
internal sealed class PersonalDataIsClassified : ILintRule
{
    private static readonly HashSet<string> Personal = new(StringComparer.Ordinal)
    {
        "email", "e mail", "email address", "phone", "phone number", "mobile", "full name", "first name", "last name", "given name", "family name", "surname", "birth date", "date of birth", "birthday", "street", "street address",
        "address line", "line1", "iban", "card number", "passport number", "tax id", "national id", "social security number", "ip address", "salutation", "gender",
    };

    /// <inheritdoc/>
    public string Why => "Events are kept and copied; what is personal must be masked in logs and erased on demand, and only a mark tells which that is.";

    /// <inheritdoc/>
    public string Fix => "Add x-data-class: personal to the property or its schema (or another class of your own).";

    /// <inheritdoc/>
    public IEnumerable<Remark> Check(LintDocument document) =>
        from property in document.Properties
        where property.Owner.Uses.HasFlag(SchemaUses.Event) && Personal.Contains(string.Join(' ', Words.Of(property.Name))) && property.Extension("x-data-class") is null && property.Owner.Node["x-data-class"] is null
        select new Remark(property.Pointer, property.Member, $"'{property.Name}' is personal data in an event, and has no x-data-class.");
}

namespace RetailSync.Sandbox.Crm;

/// <summary>A customer in the shape of version 2.</summary>
internal sealed record Customer(
    string CustomerId,
    PersonName Name,
    PostalAddress? Address,
    ContactDetails Contact,
    string Language,
    string? HomeStore,
    int Version,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt);

/// <summary>What a caller may say about a customer in version 2.</summary>
internal sealed record CustomerInput(PersonName Name, ContactDetails Contact, PostalAddress? Address = null, string Language = "en", string? HomeStore = null);

internal sealed record PersonName(string Given, string Family, string? Salutation = null);

internal sealed record PostalAddress(string Line1, string PostalCode, string City, string Country, string? Line2 = null);

internal sealed record ContactDetails(string Email, string? Phone = null);

/// <summary>What a search asks for; what is absent is not asked.</summary>
internal sealed record CustomerSearch(string? Family = null, string? PostalCode = null, string? Phone = null);

/// <summary>The flat shape of version 1 over the same state.</summary>
internal sealed record FlatCustomer(
    string Id,
    string FullName,
    string? Street,
    string? Zip,
    string? City,
    string? Country,
    string Email,
    string? Phone,
    DateTimeOffset CreatedAt)
{
    public static FlatCustomer Of(Customer customer) => new(
        customer.CustomerId,
        $"{customer.Name.Given} {customer.Name.Family}",
        customer.Address?.Line1,
        customer.Address?.PostalCode,
        customer.Address?.City,
        customer.Address?.Country,
        customer.Contact.Email,
        customer.Contact.Phone,
        customer.CreatedAt);
}

/// <summary>What a caller may say about a customer in version 1.</summary>
internal sealed record FlatCustomerInput(
    string FullName,
    string Email,
    string? Phone = null,
    string? Street = null,
    string? Zip = null,
    string? City = null,
    string? Country = null)
{
    /// <summary>The same in version 2. The last word is the family name: version 1 never knew better. Null when there is only one word.</summary>
    public CustomerInput? ToInput(Customer? before)
    {
        var space = FullName.Trim().LastIndexOf(' ');
        if (space < 1)
        {
            return null;
        }

        var name = new PersonName(FullName.Trim()[..space], FullName.Trim()[(space + 1)..], before?.Name.Salutation);
        var address = Street is { } street && Zip is { } zip && City is { } city && Country is { } country
            ? new PostalAddress(street, zip, city, country, before?.Address?.Line2)
            : null;
        return new CustomerInput(name, new ContactDetails(Email, Phone), address, before?.Language ?? "en", before?.HomeStore);
    }
}

/// <summary>A consent that was given or withdrawn.</summary>
internal sealed record ConsentInput(
    ConsentPurpose Purpose,
    ConsentChannel Channel,
    bool Granted,
    LegalBasis LegalBasis,
    DateTimeOffset OccurredAt,
    string TextVersion);

/// <summary>The consent in force for one purpose and channel.</summary>
internal sealed record Consent(
    string CustomerId,
    ConsentPurpose Purpose,
    ConsentChannel Channel,
    bool Granted,
    LegalBasis LegalBasis,
    DateTimeOffset OccurredAt,
    string TextVersion,
    DateTimeOffset RecordedAt);

internal sealed record ConsentList(IReadOnlyList<Consent> Items);

internal enum ConsentPurpose
{
    Marketing,
    Personalisation,
    Analytics,
}

internal enum ConsentChannel
{
    Email,
    Sms,
    Phone,
    Post,
    App,
}

internal enum LegalBasis
{
    Consent,
    Contract,
    LegitimateInterest,
}

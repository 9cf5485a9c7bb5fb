using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace RetailSync.Sandbox.Crm;

/// <summary>Customer relationship management: customers in two shapes over one state, contact details, consents. Changes want <c>If-Match</c>.</summary>
internal sealed class CrmSystem(Ledger ledger, TimeProvider clock) : ISandboxSystem, IResettable
{
    private readonly CustomerStore _store = new(ledger, clock);

    public string Id => "crm";

    public void Reset() => _store.Reset();

    public void Map(IEndpointRouteBuilder routes)
    {
        CrmV1.Map(routes.MapGroup("/v1"), _store);

        var customers = routes.MapGroup("/v2/customers");
        customers.MapGet("", (string? email, int? limit, string? cursor) =>
            Page.Of(_store.List(customer => email is null || customer.Contact.Email.Equals(email, StringComparison.OrdinalIgnoreCase)), limit, cursor).Ok());
        customers.MapPost("", (CustomerInput input, RequestFacts request, HttpContext context) =>
            _store.Create(input, request).Answer(customer => Created(context, customer)));
        customers.MapPost("/search", (CustomerSearch search) => Search(search));
        customers.MapGet("/{customerId}", (string customerId, HttpContext context) => _store.Find(customerId).Answer(customer => Ok(context, customer)));
        customers.MapPut("/{customerId}", (string customerId, CustomerInput input, [FromHeader(Name = "If-Match")] string? ifMatch, RequestFacts request, HttpContext context) =>
            _store.Change("replaceCustomer", customerId, ifMatch, _ => input, request).Answer(customer => Ok(context, customer)));
        customers.MapDelete("/{customerId}", (string customerId, [FromHeader(Name = "If-Match")] string? ifMatch, RequestFacts request) =>
            _store.Erase(customerId, ifMatch, request).Answer(_ => TypedResults.NoContent()));
        customers.MapGet("/{customerId}/contact-details", (string customerId, HttpContext context) =>
            _store.Find(customerId).Answer(customer => Contact(context, customer)));
        customers.MapPut("/{customerId}/contact-details", (string customerId, ContactDetails contact, [FromHeader(Name = "If-Match")] string? ifMatch, RequestFacts request, HttpContext context) =>
            _store.Change("replaceContactDetails", customerId, ifMatch, before => With(before, contact), request).Answer(customer => Contact(context, customer)));
        customers.MapGet("/{customerId}/consents", (string customerId) => _store.Consents(customerId).Ok());
        customers.MapPost("/{customerId}/consents", (string customerId, ConsentInput input, RequestFacts request) => _store.Record(customerId, input, request).Ok());
    }

    private IResult Search(CustomerSearch search)
    {
        if (search is { Family: null, PostalCode: null, Phone: null })
        {
            return Refusal.Invalid("A search needs at least one of family, postalCode and phone.");
        }

        var found = _store.List(customer =>
            (search.Family is null || customer.Name.Family.Equals(search.Family, StringComparison.OrdinalIgnoreCase))
            && (search.PostalCode is null || customer.Address?.PostalCode == search.PostalCode)
            && (search.Phone is null || customer.Contact.Phone == search.Phone));
        return Page.Of(found, null, null).Ok();
    }

    private static CustomerInput With(Customer before, ContactDetails contact) => new(before.Name, contact, before.Address, before.Language, before.HomeStore);

    private static Created<Customer> Created(HttpContext context, Customer customer)
    {
        EntityTags.Write(context, customer.Version);
        return TypedResults.Created($"/crm/v2/customers/{customer.CustomerId}", customer);
    }

    private static Ok<Customer> Ok(HttpContext context, Customer customer)
    {
        EntityTags.Write(context, customer.Version);
        return TypedResults.Ok(customer);
    }

    private static Ok<ContactDetails> Contact(HttpContext context, Customer customer)
    {
        EntityTags.Write(context, customer.Version);
        return TypedResults.Ok(customer.Contact);
    }
}

using Microsoft.AspNetCore.Mvc;

namespace RetailSync.Sandbox.Crm;

/// <summary>The old API: one flat customer, over the state of version 2.</summary>
internal static class CrmV1
{
    public static void Map(RouteGroupBuilder routes, CustomerStore store)
    {
        routes.MapGet("/customers", (string? email, int? limit, string? cursor) =>
            Page.Of(store.List(customer => email is null || customer.Contact.Email.Equals(email, StringComparison.OrdinalIgnoreCase)).Select(FlatCustomer.Of), limit, cursor).Ok());
        routes.MapPost("/customers", (FlatCustomerInput input, RequestFacts request, HttpContext context) =>
            input.ToInput(before: null) is { } whole
                ? store.Create(whole, request).Answer(customer => Answer(context, customer, created: true))
                : OneWord(input));
        routes.MapGet("/customers/{customerId}", (string customerId, HttpContext context) =>
            store.Find(customerId).Answer(customer => Answer(context, customer, created: false)));
        routes.MapPut("/customers/{customerId}", (string customerId, FlatCustomerInput input, [FromHeader(Name = "If-Match")] string? ifMatch, RequestFacts request, HttpContext context) =>
            input.ToInput(before: null) is null
                ? OneWord(input)
                : store.Change("updateCustomer", customerId, ifMatch, before => input.ToInput(before)!, request).Answer(customer => Answer(context, customer, created: false)));
    }

    private static Refusal OneWord(FlatCustomerInput input) =>
        Refusal.Rule("full-name-too-short", $"fullName '{input.FullName}' has one word; a given and a family name are needed.");

    private static IResult Answer(HttpContext context, Customer customer, bool created)
    {
        EntityTags.Write(context, customer.Version);
        var flat = FlatCustomer.Of(customer);
        return created ? TypedResults.Created($"/crm/v1/customers/{customer.CustomerId}", flat) : TypedResults.Ok(flat);
    }
}

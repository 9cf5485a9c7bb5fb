using RetailSync.Gateway;
using RetailSync.Testing;

namespace RetailSync.Policies.Tests.Conformance;

/// <summary>A change; none is ever refused.</summary>
public sealed class CacheDropFixture() : PolicyFixture("cache-drop", new RouteFacts { RouteId = "crm" })
{
    public override Exchange Passing()
    {
        var exchange = Some.Exchange(operation: Some.Operation("replaceCustomer", "PUT", "/customers/{id}"), caller: Some.Caller());
        exchange.Context.Request.Path = "/customers/17";
        return exchange;
    }

    public override Exchange? Refused() => null;
}

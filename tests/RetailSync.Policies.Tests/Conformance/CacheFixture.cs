using RetailSync.Gateway;
using RetailSync.Testing;

namespace RetailSync.Policies.Tests.Conformance;

/// <summary>A request that finds nothing kept and goes on, and one that wanted nothing else.</summary>
public sealed class CacheFixture() : PolicyFixture("cache", new RouteFacts { RouteId = "crm" })
{
    public override Exchange Passing()
    {
        var exchange = Some.Exchange(operation: Some.Operation() with { Cache = new CacheDeclaration(60, false, 0) }, caller: Some.Caller());
        exchange.Context.Request.Method = "GET";
        exchange.Context.Request.Path = "/customers";
        return exchange;
    }

    public override Exchange Refused()
    {
        var exchange = Passing();
        exchange.Context.Request.Headers.CacheControl = "only-if-cached";
        return exchange;
    }
}

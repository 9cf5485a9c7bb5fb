using System.Buffers;
using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using RetailSync.Gateway;

namespace RetailSync.Testing;

/// <summary>Makes valid objects for tests; a test names only what matters to it.</summary>
public static class Some
{
    /// <summary>A consumer with the given scopes.</summary>
    public static Consumer Consumer(string id = "web-shop", params string[] scopes) =>
        new() { Id = id, Name = id, Owner = "digital-team", System = "ecommerce", Scopes = scopes.ToFrozenSet(StringComparer.Ordinal) };

    /// <summary>A caller with the given scopes.</summary>
    public static Caller Caller(string consumer = "web-shop", params string[] scopes) =>
        new() { Consumer = Consumer(consumer, scopes), Scopes = scopes.ToFrozenSet(StringComparer.Ordinal), Scheme = "jwt", Team = "digital-team" };

    /// <summary>An operation that needs the given scopes, all of them.</summary>
    public static Operation Operation(string id = "listCustomers", string method = "GET", string path = "/customers", params string[] scopes) =>
        new() { Id = id, Method = method, PathTemplate = path, ChangesState = method is not "GET", ScopeAlternatives = [scopes] };

    /// <summary>An API version in the given stage of life.</summary>
    public static ApiVersion Version(LifeStage stage = LifeStage.Active, int number = 1) =>
        new() { ApiId = "crm/customers", Number = number, PathPrefix = $"/crm/v{number}", ContractId = $"crm/customers@{number}", Stage = stage };

    /// <summary>An exchange over a request that came in over a real socket.</summary>
    public static Exchange ExchangeOver(HttpContext context, ISnapshot snapshot, RouteFacts? route = null, ClientCertificate? certificate = null) =>
        new(context, "0192f0c2a5b67c8d9e0f102132435465", snapshot, 0) { Route = route ?? new RouteFacts { RouteId = "crm" }, ClientCertificate = certificate };

    /// <summary>An exchange over a plain <see cref="DefaultHttpContext"/>, in front of the given consumers.</summary>
    public static Exchange Exchange(RouteFacts? route = null, Operation? operation = null, Caller? caller = null, params Consumer[] consumers)
    {
        var exchange = new Exchange(new DefaultHttpContext(), "0192f0c2a5b67c8d9e0f102132435465", new FakeSnapshot(consumers), 0)
        {
            Route = route ?? new RouteFacts { RouteId = "crm" },
            Operation = operation,
            Version = route?.Version,
        };
        if (caller is not null)
        {
            exchange.Identify(caller);
        }

        return exchange;
    }

    /// <summary>The same exchange with a body that the pipeline has read, and the headers that tell of it.</summary>
    public static Exchange WithBody(this Exchange exchange, byte[] body, string contentType = "application/json")
    {
        ArgumentNullException.ThrowIfNull(exchange);
        ArgumentNullException.ThrowIfNull(body);
        (exchange.Context.Request.ContentType, exchange.Context.Request.ContentLength) = (contentType, body.Length);
        exchange.RequestBody = new ReadOnlySequence<byte>(body);
        return exchange;
    }
}

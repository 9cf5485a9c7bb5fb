using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using RetailSync.Gateway;
using RetailSync.Gateway.Pipeline;
using RetailSync.Testing;

namespace RetailSync.Benchmarks;

/// <summary>Makes exchanges over one request that is used again and again, as Kestrel does; a new exchange costs one small object.</summary>
internal sealed class Exchanges
{
    private const string Id = "0192f0c2a5b67c8d9e0f102132435465";
    private static readonly string[] Scopes = ["bench.read", "bench.write"];

    private readonly DefaultHttpContext _context = new();
    private readonly FakeSnapshot _snapshot = new([Consumer]);

    public Exchanges()
    {
        _context.Request.Method = "GET";
        _context.Request.Path = "/bench/v1/items/17";
        _context.Features.Set<IConnectionItemsFeature>(new ConnectionItems());
    }

    /// <summary>The load generator's consumer.</summary>
    public static Consumer Consumer { get; } = Some.Consumer("bench-client", Scopes);

    /// <summary>The same consumer as a caller.</summary>
    public static Caller Caller { get; } = Some.Caller("bench-client", Scopes);

    /// <summary>The version that the route belongs to.</summary>
    public static ApiVersion Version { get; } = Some.Version();

    /// <summary>The route, as policies see it when they are built.</summary>
    public static RouteFacts Route { get; } = new() { RouteId = "bench", ClusterId = "bench", Version = Version };

    /// <summary>The operation that is called.</summary>
    public static Operation Operation { get; } = Some.Operation("getItem", "GET", "/items/{itemId}", "bench.read");

    /// <summary>A new exchange; with a header when the policy under test takes it away each time.</summary>
    public Exchange Next(string? authorization = null, Caller? caller = null)
    {
        if (authorization is not null)
        {
            _context.Request.Headers.Authorization = authorization;
        }

        var exchange = new ActiveExchange(_context, Id, _snapshot, 0) { Route = Route, Version = Version, Operation = Operation };
        if (caller is not null)
        {
            exchange.Identify(caller);
        }

        return exchange;
    }

    private sealed class ConnectionItems : IConnectionItemsFeature
    {
        public IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();
    }
}

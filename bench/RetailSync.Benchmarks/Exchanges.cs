using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using RetailSync.Gateway;
using RetailSync.Gateway.Pipeline;

namespace RetailSync.Benchmarks;

/// <summary>Makes exchanges over one request that is used again and again, as Kestrel does; a new exchange costs one small object.</summary>
internal sealed class Exchanges
{
    private const string Id = "0192f0c2a5b67c8d9e0f102132435465";
    private const string ContractId = "bench/items@1";

    private readonly DefaultHttpContext _context = new();
    private readonly BenchSnapshot _snapshot = BenchSnapshot.Read();
    private readonly Operation _operation;

    public Exchanges()
    {
        _context.Request.Method = "GET";
        _context.Request.Path = "/bench/v1/items/17";
        _context.Features.Set<IConnectionItemsFeature>(new ConnectionItems());

        var contract = _snapshot.Contracts[ContractId];
        var consumer = _snapshot.Landscape.Consumers.Find("bench-client")!;
        _operation = contract.Match("GET", "/items/17").Operation!;
        Caller = new Caller { Consumer = consumer, Scopes = consumer.Scopes, Scheme = "jwt", Team = consumer.Owner };
        Route = new RouteFacts { RouteId = "bench", ClusterId = "bench", Contract = contract, Version = _snapshot.Landscape.FindVersion(ContractId) };
    }

    /// <summary>The load generator's consumer, as identify would find it.</summary>
    public Caller Caller { get; }

    /// <summary>The route, as policies see it when they are built.</summary>
    public RouteFacts Route { get; }

    /// <summary>The services of every request: the first check of a token asks the framework's authentication for them.</summary>
    public void UseServices(IServiceProvider services) => _context.RequestServices = services;

    /// <summary>A new exchange that carries a token, as every request on this path does.</summary>
    public Exchange Next(string authorization, Caller? caller)
    {
        _context.Request.Headers.Authorization = authorization;
        var exchange = new ActiveExchange(_context, Id, _snapshot, 0) { Route = Route, Version = Route.Version, Operation = _operation };
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

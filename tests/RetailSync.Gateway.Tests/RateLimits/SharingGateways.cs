using System.Net;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.RateLimits;

/// <summary>Three gateways on one redis-server: reads of the list share a limit of 100 an hour, reads of one customer a limit of 100 in six seconds.</summary>
internal sealed class SharingGateways : IAsyncDisposable
{
    public const int WindowSeconds = 6;

    private const string Yarp = """
        {
          "Identity": { "Providers": [{ "Name": "test", "Authority": "{{issuer}}", "Audiences": ["retailsync"], "RequireHttps": false }] },
          "ReverseProxy": {
            "Routes": {
              "list": {
                "ClusterId": "crm",
                "Match": { "Path": "/crm/v1/customers" },
                "Metadata": { "Contract": "crm/customers@1" },
                "Policies": { "rate-limit": { "Windows": [{ "Name": "hourly", "Limit": 100, "Seconds": 3600 }] } }
              },
              "one": {
                "ClusterId": "crm",
                "Match": { "Path": "/crm/v1/customers/{id}" },
                "Metadata": { "Contract": "crm/customers@1" },
                "Policies": { "rate-limit": { "Windows": [{ "Name": "burst", "Limit": 100, "Seconds": 6 }] } }
              }
            },
            "Clusters": { "crm": { "Destinations": { "one": { "Address": "{{upstream}}" } } } }
          }
        }
        """;

    private readonly HttpClient[] _clients;

    private SharingGateways(RedisServer redis, GatewayFixture[] gateways)
    {
        (Redis, Gateways) = (redis, gateways);
        _clients = [.. gateways.Select(gateway => gateway.Client())];
    }

    public RedisServer Redis { get; }

    public GatewayFixture[] Gateways { get; }

    public static async Task<SharingGateways> StartAsync(int timeoutMilliseconds)
    {
        var redis = await RedisServer.StartNewAsync();
        string[] arguments = [$"--Redis:Connection={redis.Address}", $"--Redis:TimeoutMilliseconds={timeoutMilliseconds}"];
        var gateways = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => GatewayFixture.StartAsync(Yarp, arguments: arguments)));
        var sharing = new SharingGateways(redis, gateways);
        await sharing.UntilRedisIsAsync(up: true);
        return sharing;
    }

    /// <summary>Waits until every gateway says that the server is there, or is away.</summary>
    public async Task UntilRedisIsAsync(bool up)
    {
        foreach (var gateway in Gateways)
        {
            await Deadline.UntilAsync(
                async () => (await gateway.MetricAsync("retailsync_redis_up") > 0) == up ? "yes" : null,
                $"a gateway says that Redis is {(up ? "up" : "away")}");
        }
    }

    public async Task<HttpStatusCode> GetAsync(int gateway, string path)
    {
        using var answer = await _clients[gateway].GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    /// <summary>Sends requests to all gateways in turn, all at once.</summary>
    public Task<HttpStatusCode[]> GetManyAsync(int requests, string path) => Task.WhenAll(Enumerable.Range(0, requests).Select(i => GetAsync(i % Gateways.Length, path)));

    public async Task<double> DecidedAsync(string by)
    {
        var sums = await Task.WhenAll(Gateways.Select(gateway => gateway.MetricAsync("retailsync_rate_limit_store_total", ("by", by))));
        return sums.Sum();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var gateway in Gateways)
        {
            await gateway.DisposeAsync();
        }

        await Redis.DisposeAsync();
    }
}

using System.Net;
using RetailSync.Gateway.Tests.Hosting;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Telemetry;

/// <summary>Each label says what it should: a swapped one stays unseen until it is needed. Alone, because meters are heard across the whole process.</summary>
[Collection(Alone.Name)]
public sealed class MetricTests
{
    private const string Duration = "retailsync_exchange_duration_seconds_count";
    private const string Refused = "retailsync_exchange_refused_total";

    [Theory]
    [InlineData("web-shop", "/crm/v1/customers", "crm", "200", "upstream")]
    [InlineData("guest", "/crm/v1/customers", "crm", "403", "gateway")]
    [InlineData("web-shop", "/crm/v1/nothing", "crm", "404", "gateway")]
    [InlineData("web-shop", "/nowhere", "none", "404", "gateway")]
    [InlineData("web-shop", "/problems", "problems", "200", "gateway")]
    [InlineData("web-shop", "/requests/x", "requests", "404", "gateway")]
    public async Task Duration_Exchange_HasRouteStatusAndSource(string consumer, string path, string route, string status, string source)
    {
        await using var gateway = await GatewayFixture.StartAsync();

        using var answer = await gateway.Client(consumer).GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        await CountedAsync(gateway, Duration, ("route", route), ("status", status), ("source", source));
        Assert.Equal(1, await gateway.MetricAsync(Duration));
    }

    [Theory]
    [InlineData("guest", "/crm/v1/customers", "insufficient-scope", "authorize")]
    [InlineData(null, "/crm/v1/customers", "unauthenticated", "identify")]
    [InlineData("web-shop", "/crm/v1/nothing", "unknown-operation", "pipeline")]
    [InlineData("web-shop", "/crm/v9/customers", "unknown-version", "pipeline")]
    [InlineData("web-shop", "/nowhere", "unknown-api", "pipeline")]
    public async Task Refused_Exchange_HasProblemAndWho(string? consumer, string path, string problem, string by)
    {
        await using var gateway = await GatewayFixture.StartAsync();
        var client = consumer is null ? gateway.Anonymous() : gateway.Client(consumer);

        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        await CountedAsync(gateway, Refused, ("problem", problem), ("by", by));
        Assert.Equal(1, await gateway.MetricAsync(Refused));
    }

    [Fact]
    public async Task Refused_ByARateLimitAndByKestrel_AreTheirs()
    {
        await using var gateway = await GatewayFixture.StartAsync(policies: """{ "rate-limit": { "Windows": [{ "Name": "one", "Limit": 1, "Seconds": 3600 }] } }""");
        using var first = await gateway.Client().GetAsync(new Uri("/crm/v1/customers", UriKind.Relative), TestContext.Current.CancellationToken);

        using var second = await gateway.Client().GetAsync(new Uri("/crm/v1/customers", UriKind.Relative), TestContext.Current.CancellationToken);
        await RawClient.SendAsync(gateway.Http, "GET / HTTP/1.1\r\nHost: a\r\nX Y: z\r\n\r\n");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.TooManyRequests), (first.StatusCode, second.StatusCode));
        await CountedAsync(gateway, Refused, ("problem", "quota-exceeded"), ("by", "rate-limit"));
        await CountedAsync(gateway, Refused, ("problem", "malformed-request"), ("by", "kestrel"));
    }

    // The numbers are written once the answer has left.
    private static async Task CountedAsync(GatewayFixture gateway, string name, params (string, string)[] labels) =>
        await Deadline.UntilAsync(async () => await gateway.MetricAsync(name, labels) == 1 ? "counted" : null, $"{name} with {string.Join(", ", labels)} is 1");
}

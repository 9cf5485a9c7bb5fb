using System.Net;
using RetailSync.Gateway.Configuration;
using RetailSync.Testing;

namespace RetailSync.Architecture.Testing;

public sealed class GatewayFixtureTests
{
    [Fact]
    public async Task StartAsync_Defaults_ForwardToTheUpstream()
    {
        await using var gateway = await GatewayFixture.StartAsync(upstream: FakeUpstream.Returns(200, "[]"));

        using var answer = await gateway.Client().GetAsync(new Uri("/crm/v1/customers?page=2", UriKind.Relative), TestContext.Current.CancellationToken);
        using var overHttp2 = await gateway.Http2Client().GetAsync(new Uri("/crm/v1/customers/7", UriKind.Relative), TestContext.Current.CancellationToken);
        using var anonymous = await gateway.Anonymous().GetAsync(new Uri("/crm/v1/customers", UriKind.Relative), TestContext.Current.CancellationToken);
        using var guest = await gateway.Client("guest").GetAsync(new Uri("/crm/v1/customers", UriKind.Relative), TestContext.Current.CancellationToken);
        var raw = await RawClient.SendAsync(gateway.Https, "GET /nowhere HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden, 404),
            (answer.StatusCode, overHttp2.StatusCode, anonymous.StatusCode, guest.StatusCode, raw!.Status));
        Assert.Equal(HttpVersion.Version20, overHttp2.Version);
        Assert.Equal(["/v1/customers?page=2", "/v1/customers/7"], gateway.Upstream.Requests.Select(request => request.RawTarget));
    }

    [Fact]
    public async Task ChangeConfigAsync_NewRoute_IsInForce()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        var longer = GatewayTexts.Yarp.Replace("/crm/v1/{**rest}", "/crm/v1/customers/{**rest}", StringComparison.Ordinal);

        await gateway.ChangeConfigAsync(longer);

        var config = await gateway.ConfigAsync();
        Assert.True((bool)config["lastAttempt"]!["applied"]!);
        Assert.Contains("/crm/v1/customers/{**rest}", await gateway.Operators.GetStringAsync(new Uri("/_gateway/routes", UriKind.Relative), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task ChangeFileBadlyAsync_UnknownPolicy_TellsTheFaults()
    {
        await using var gateway = await GatewayFixture.StartAsync();

        var faults = await gateway.ChangeFileBadlyAsync("yarp.json", GatewayTexts.Yarp.Replace("{{policies}}", """{ "no-such-policy": { "Limit": 1 } }""", StringComparison.Ordinal));

        Assert.Contains("no-such-policy", Assert.Single(faults));
    }

    [Fact]
    public async Task ChangeConfigAsync_AfterARefusedChange_Repairs()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        var bad = GatewayTexts.Yarp.Replace("crm/customers@1", "crm/customers@9", StringComparison.Ordinal);
        await gateway.ChangeFileBadlyAsync("yarp.json", bad);

        await gateway.ChangeConfigAsync(GatewayTexts.Yarp);

        await Assert.ThrowsAsync<InvalidOperationException>(() => gateway.ChangeConfigAsync(bad));
    }

    [Fact]
    public async Task StartAsync_BadConfiguration_ThrowsAndCleansUp() =>
        await Assert.ThrowsAsync<ConfigException>(() => GatewayFixture.StartAsync(policies: """{ "no-such-policy": {} }"""));

    [Fact]
    public async Task MetricsAsync_AfterARequest_HasText()
    {
        await using var gateway = await GatewayFixture.StartAsync();

        using var answer = await gateway.Client().GetAsync(new Uri("/crm/v1/customers", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Contains("# TYPE ", await gateway.MetricsAsync());
    }
}

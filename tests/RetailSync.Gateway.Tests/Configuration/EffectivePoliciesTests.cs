using System.Net;
using System.Text.Json.Nodes;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Configuration;

/// <summary>Defaults and a route's own settings, merged key by key, as /_gateway/config shows them.</summary>
public sealed class EffectivePoliciesTests
{
    private const string Defaults = """
        "Policies": {
          "rate-limit": { "Windows": [{ "Name": "a", "Limit": 10, "Seconds": 10 }, { "Name": "b", "Limit": 20, "Seconds": 20 }], "CountDenied": true, "LegacyHeaders": true },
          "identify": { "Schemes": ["jwt"] }
        },
        "ReverseProxy":
        """;

    [Fact]
    public async Task Defaults_NoRouteSettings_AreEffective()
    {
        await using var gateway = await StartAsync("{}");

        var limit = (await PoliciesAsync(gateway))["rate-limit"]!;

        Assert.Equal(["a", "b"], Windows(limit));
        Assert.Equal(("defaults", "defaults"), (Origin(limit, "CountDenied"), Origin(limit, "Windows:0:Limit")));
        Assert.True((bool)limit["settings"]!["countDenied"]!);
        Assert.Equal(1, (int)limit["settings"]!["cost"]!);
    }

    [Fact]
    public async Task Route_OneKey_OverridesThatKeyAlone()
    {
        await using var gateway = await StartAsync("""{ "rate-limit": { "CountDenied": false } }""");

        var limit = (await PoliciesAsync(gateway))["rate-limit"]!;

        Assert.Equal((false, true), ((bool)limit["settings"]!["countDenied"]!, (bool)limit["settings"]!["legacyHeaders"]!));
        Assert.Equal(("route", "defaults"), (Origin(limit, "CountDenied"), Origin(limit, "LegacyHeaders")));
        Assert.Equal(["a", "b"], Windows(limit));
    }

    [Fact]
    public async Task Route_List_ReplacesTheWholeList()
    {
        await using var gateway = await StartAsync("""{ "rate-limit": { "Windows": [{ "Name": "c", "Limit": 3, "Seconds": 3600 }] } }""");

        var limit = (await PoliciesAsync(gateway))["rate-limit"]!;
        using var answer = await GetAsync(gateway);

        Assert.Equal(["c"], Windows(limit));
        Assert.Equal(("route", null, "defaults"), (Origin(limit, "Windows:0:Limit"), Origin(limit, "Windows:1:Limit"), Origin(limit, "CountDenied")));
        Assert.Equal("\"c\";q=3;w=3600", string.Join(", ", answer.Headers.GetValues("RateLimit-Policy")));
    }

    [Theory]
    [InlineData("off")]
    [InlineData("OFF")]
    public async Task Route_Off_RemovesThePolicy(string off)
    {
        await using var gateway = await StartAsync($$"""{ "rate-limit": "{{off}}" }""");

        var policies = await PoliciesAsync(gateway);
        using var answer = await GetAsync(gateway);

        Assert.Equal(["authorize", "cache-drop", "forward", "identify", "life"], policies.Select(policy => policy.Key).Order(StringComparer.Ordinal));
        Assert.False(answer.Headers.Contains("RateLimit"));
    }

    [Fact]
    public async Task Route_Public_NeedsNoCredential()
    {
        await using var gateway = await StartAsync("""{ "public": true }""");

        using var anonymous = await gateway.Anonymous().GetAsync(new Uri("/crm/v1/customers", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, anonymous.StatusCode);
        Assert.True(anonymous.Headers.Contains("RateLimit"));
        var policies = await PoliciesAsync(gateway);
        Assert.Equal(["cache-drop", "forward", "life", "rate-limit"], policies.Select(policy => policy.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Public_AmongTheDefaults_OpensNothing()
    {
        var yarp = Yarp("{}").Replace("\"identify\": { \"Schemes\": [\"jwt\"] }", "\"public\": true", StringComparison.Ordinal);
        await using var gateway = await GatewayFixture.StartAsync(yarp);

        using var anonymous = await gateway.Anonymous().GetAsync(new Uri("/crm/v1/customers", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, anonymous.StatusCode);
    }

    [Fact]
    public async Task Secrets_ConfiguredAndUsed_AppearNowhere()
    {
        const string Secret = "a-secret-that-nobody-may-see";
        var log = new Hosting.LogSink();
        var upstream = FakeUpstream.Returns(200, "{}");
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, Secret, TestContext.Current.CancellationToken);
        await using var gateway = await GatewayFixture.StartAsync(
            upstream: upstream,
            arguments: ["--ReverseProxy:Clusters:crm:Upstream:Credential=header", $"--ReverseProxy:Clusters:crm:Upstream:Secret=file:{file}"],
            configureServices: log.AddTo);
        File.Delete(file);
        var token = gateway.Token();

        using var good = await GetAsync(gateway);
        upstream.Behave(UpstreamBehaviour.ClosesAfterReading());
        using var failed = await GetAsync(gateway);
        var faults = await gateway.ChangeFileBadlyAsync("yarp.json", GatewayTexts.Yarp.Replace("{{policies}}", "{}", StringComparison.Ordinal) + " ");

        string[] told =
        [
            await failed.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), (await gateway.ConfigAsync()).ToJsonString(), string.Join('\n', faults), .. log.Messages,
            await gateway.Operators.GetStringAsync(new Uri("/_gateway/clusters", UriKind.Relative), TestContext.Current.CancellationToken),
            await gateway.Operators.GetStringAsync(new Uri($"/_gateway/requests/{failed.Headers.GetValues("X-Request-Id").Single()}", UriKind.Relative), TestContext.Current.CancellationToken),
        ];
        Assert.Equal(HttpStatusCode.BadGateway, failed.StatusCode);
        Assert.Equal(Secret, upstream.Requests[0].Header("X-Api-Key"));
        Assert.All(told, text => Assert.DoesNotContain(Secret, text, StringComparison.Ordinal));
        Assert.All(told, text => Assert.DoesNotContain(token, text, StringComparison.Ordinal));
    }

    private static string Yarp(string policies) =>
        GatewayTexts.Yarp.Replace("\"ReverseProxy\":", Defaults, StringComparison.Ordinal).Replace("{{policies}}", policies, StringComparison.Ordinal);

    private static Task<GatewayFixture> StartAsync(string policies) => GatewayFixture.StartAsync(Yarp(policies));

    private static async Task<JsonObject> PoliciesAsync(GatewayFixture gateway) => (await gateway.ConfigAsync())["routes"]![0]!["policies"]!.AsObject();

    private static IEnumerable<string?> Windows(JsonNode limit) => limit["settings"]!["windows"]!.AsArray().Select(window => (string?)window!["name"]);

    private static string? Origin(JsonNode policy, string key) => (string?)policy["origins"]![key];

    private static Task<HttpResponseMessage> GetAsync(GatewayFixture gateway) =>
        gateway.Client().GetAsync(new Uri("/crm/v1/customers", UriKind.Relative), TestContext.Current.CancellationToken);
}

using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using RetailSync.Gateway.Configuration;
using RetailSync.Gateway.Hosting;
using RetailSync.Gateway.Tests.Errors;
using RetailSync.Gateway.Tests.Hosting;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Endpoints;

/// <summary>What operators see is for operators: another port, this machine only, or a key.</summary>
[Trait("Attack", "G42")]
public sealed class OperatorTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private static readonly string[] Paths = ["/", "/health", "/ready", "/metrics", "/_gateway/config", "/_gateway/routes", "/_gateway/clusters"];

    [Theory]
    [InlineData("/_gateway/config")]
    [InlineData("/_gateway/routes")]
    [InlineData("/_gateway/clusters")]
    [InlineData("/_gateway/requests/x")]
    [InlineData("/metrics")]
    [InlineData("/health")]
    [InlineData("/ready")]
    public async Task DataPort_OperatorsPath_Is404(string path)
    {
        var answer = await RawClient.SendAsync(shared.Gateway.Http, $"GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {shared.Gateway.Token()}\r\n\r\n");

        RawProblem.Assert(ProblemTypes.UnknownApi, answer);
    }

    [Fact]
    public async Task DataPort_Reload_Is404()
    {
        var answer = await RawClient.SendAsync(shared.Gateway.Http, "POST /_gateway/config/reload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");

        RawProblem.Assert(ProblemTypes.UnknownApi, answer);
    }

    [Fact]
    public void Start_Default_ListensOnLoopback() => Assert.True(IPAddress.IsLoopback(IPAddress.Parse(shared.Gateway.Host.Operators.Host)));

    [Fact]
    public async Task Loopback_NoKey_AnswersEverything()
    {
        foreach (var path in Paths)
        {
            using var answer = await shared.Gateway.Operators.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("localhost", 200)]
    [InlineData("127.0.0.1", 200)]
    [InlineData("[::1]:8081", 200)]
    [InlineData("evil.example.com", 421)]
    [InlineData("localhost.evil.example.com", 421)]
    [InlineData("127.0.0.1.nip.io", 421)]
    [InlineData("", 421)]
    public async Task Loopback_HostHeader_MustBeALoopbackName(string host, int status)
    {
        var answer = await RawClient.SendAsync(shared.Gateway.Host.Operators, $"GET /_gateway/config HTTP/1.1\r\nHost: {host}\r\n\r\n");

        Assert.Equal(status, answer?.Status);
        Assert.Equal(status == 200, answer!.Text.Contains("revision", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AnyAddress_NoKey_RefusesToStart()
    {
        var refused = await Assert.ThrowsAsync<ConfigException>(() => GatewayFixture.StartAsync(arguments: ["--Operators:Address=0.0.0.0"]));

        Assert.Equal("Operators:Address", Assert.Single(refused.Faults).Path);
    }

    [Fact]
    public async Task Key_Set_IsNeededForEverything()
    {
        const string Variable = "RETAILSYNC_TEST_OPERATORS_KEY";
        Environment.SetEnvironmentVariable(Variable, "the-key");
        await using var gateway = await GatewayHost.StartAsync(
            new GatewayHostOptions
            {
                ConfigFile = Path.Combine(shared.Gateway.Folder, "yarp.json"),
                Arguments = ["--Listeners:Http:Port=0", "--Listeners:Https:Enabled=false", "--Operators:Port=0", $"--Operators:Key=env:{Variable}"],
            },
            TestContext.Current.CancellationToken);
        using var client = TestClients.Http1(gateway.Operators);

        foreach (var path in Paths)
        {
            Assert.Equal(
                [HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized],
                [await GetAsync(client, path, null), await GetAsync(client, path, "Bearer the-kez"), await GetAsync(client, path, "Basic the-key")]);
        }

        Assert.Equal(HttpStatusCode.OK, await GetAsync(client, "/_gateway/config", "Bearer the-key"));
        using var refused = await client.GetAsync(new Uri("/_gateway/config", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal("Bearer realm=\"retailsync operators\"", refused.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task Ready_IssuerDown_Is503UntilItsKeysAreThere()
    {
        await using var issuer = await FakeIssuer.StartAsync();
        issuer.IsDown = true;
        await using var gateway = await GatewayHost.StartAsync(
            new GatewayHostOptions
            {
                ConfigFile = Path.Combine(shared.Gateway.Folder, "yarp.json"),
                Arguments = ["--Listeners:Http:Port=0", "--Listeners:Https:Enabled=false", "--Operators:Port=0", $"--Identity:Providers:0:Authority={issuer.Authority}"],
            },
            TestContext.Current.CancellationToken);
        using var operators = TestClients.Http1(gateway.Operators);
        using var client = TestClients.Http1(gateway.Http!);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", issuer.Token());

        using var notReady = await operators.GetAsync(new Uri("/ready", UriKind.Relative), TestContext.Current.CancellationToken);
        using var alive = await operators.GetAsync(new Uri("/health", UriKind.Relative), TestContext.Current.CancellationToken);
        using var tooEarly = await client.GetAsync(new Uri("/crm/v1/customers", UriKind.Relative), TestContext.Current.CancellationToken);
        issuer.IsDown = false;

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), (notReady.StatusCode, alive.StatusCode));
        Assert.Single(JsonNode.Parse(await notReady.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["waitingFor"]!.AsArray());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, tooEarly.StatusCode);
        await Deadline.UntilAsync(async () => await GetAsync(operators, "/ready", null) == HttpStatusCode.OK ? "ready" : null, "the gateway is ready once its issuer answers");
        using var answered = await client.GetAsync(new Uri("/crm/v1/customers", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answered.StatusCode);
    }

    private static async Task<HttpStatusCode> GetAsync(HttpClient client, string path, string? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}

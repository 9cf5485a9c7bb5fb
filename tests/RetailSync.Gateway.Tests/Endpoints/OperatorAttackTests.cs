using System.Text.Json.Nodes;
using RetailSync.Gateway.Hosting;
using RetailSync.Gateway.Tests.Hosting;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Endpoints;

/// <summary>No way leads from the data port, or from a web page in an operator's browser, to what is for operators; and nothing there tells a secret.</summary>
[Trait("Attack", "G42")]
public sealed class OperatorAttackTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private static readonly string[] Paths = ["/", "/health", "/ready", "/metrics", "/_gateway/config", "/_gateway/routes", "/_gateway/clusters", "/_gateway/requests/x"];

    /// <summary>Targets, where {operators} stands for the operators' host and port.</summary>
    public static TheoryData<string> Targets => new()
    {
        "/_gateway/config", "/_GATEWAY/config", "/_gateway", "/_gateway/", "/%5fgateway/config", "/_gateway%2fconfig", "/_gateway%5cconfig", "//_gateway/config", "/./_gateway/config",
        "/x/../_gateway/config", "/x/%2e%2e/_gateway/config", "/crm/v1/../../_gateway/config", "/crm/v1/..;/..;/_gateway/config", "/_gateway/config;x=1", "/_gateway/config?x", "/_gateway/config#x",
        "/metrics", "/metrics/", "/Metrics", "/health", "/ready", "/", "http://{operators}/_gateway/config", "//{operators}/_gateway/config", "{operators}", "*",
    };

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task DataPort_AnySpelling_IsRefused(string target)
    {
        var operators = shared.Gateway.Host.Operators;
        shared.TakeRequests();

        foreach (var host in new[] { "localhost", operators.Authority })
        {
            var answer = await RawClient.SendAsync(
                shared.Gateway.Http,
                $"GET {target.Replace("{operators}", operators.Authority, StringComparison.Ordinal)} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {shared.Gateway.Token()}\r\n"
                + $"X-Forwarded-Host: {operators.Authority}\r\nX-Original-URL: /_gateway/config\r\nX-Rewrite-URL: /_gateway/config\r\n\r\n");

            Assert.Contains(answer?.Status ?? 0, new[] { 400, 404, 405 });
            Assert.Equal("application/problem+json", answer!.Header("Content-Type"));
        }

        Assert.Empty(shared.TakeRequests());
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task DataPort_AnySpellingOverHttp2_IsRefused(string target)
    {
        var operators = shared.Gateway.Host.Operators.Authority;
        shared.TakeRequests();

        var answer = await RawHttp2Client.SendAsync(
            shared.Gateway.Https,
            [
                (":method", "GET"), (":scheme", "https"), (":authority", operators), (":path", target.Replace("{operators}", operators, StringComparison.Ordinal)),
                ("authorization", $"Bearer {shared.Gateway.Token()}"), ("x-original-url", "/_gateway/config"),
            ]);

        Assert.Contains(answer.Outcome, new[] { "400", "404", "reset", "goaway" });
        Assert.Empty(shared.TakeRequests());
    }

    [Theory]
    [InlineData("Origin: https://evil.example.com\r\nSec-Fetch-Site: cross-site")]
    [InlineData("Origin: https://evil.example.com")]
    [InlineData("Origin: null")]
    [InlineData("Origin: http://localhost:1")]
    [InlineData("Origin: http://{operators}.evil.example.com")]
    [InlineData("Origin: https://{operators}")]
    [InlineData("Origin: http://{operators}\r\nOrigin: https://evil.example.com")]
    [InlineData("Origin: http://{operators}\r\nSec-Fetch-Site: cross-site")]
    [InlineData("Sec-Fetch-Site: cross-site")]
    [InlineData("Sec-Fetch-Site: same-site")]
    [InlineData("Sec-Fetch-Site: same-origin\r\nSec-Fetch-Site: cross-site")]
    public async Task Reload_FromAnotherSite_Is403AndNothingIsLoaded(string headers)
    {
        var before = await AttemptAsync();

        var answer = await ReloadAsync(headers);

        Assert.Equal(403, answer?.Status);
        Assert.Null(answer!.Header("Access-Control-Allow-Origin"));
        Assert.Equal(before, await AttemptAsync());
    }

    [Theory]
    [InlineData("X-Nothing: 1")]
    [InlineData("Sec-Fetch-Site: none")]
    [InlineData("Origin: http://{operators}\r\nSec-Fetch-Site: same-origin")]
    public async Task Reload_FromHere_IsDone(string headers)
    {
        var before = await AttemptAsync();

        var answer = await ReloadAsync(headers);

        Assert.Equal(200, answer?.Status);
        Assert.NotEqual(before, await AttemptAsync());
    }

    [Theory]
    [InlineData("GET /_gateway/config/reload", 405)]
    [InlineData("OPTIONS /_gateway/config/reload", 405)]
    [InlineData("DELETE /_gateway/config", 405)]
    public async Task Operators_OtherMethod_ChangesNothing(string start, int status)
    {
        var before = await AttemptAsync();

        var answer = await RawClient.SendAsync(
            shared.Gateway.Host.Operators, $"{start} HTTP/1.1\r\nHost: localhost\r\nX-HTTP-Method-Override: POST\r\nContent-Length: 0\r\n\r\n");

        Assert.Equal(status, answer?.Status);
        Assert.Equal(before, await AttemptAsync());
    }

    [Fact]
    public async Task Key_AndSecrets_AreToldNowhereAndRefusalsAreLogged()
    {
        var secrets = new[] { "the-operators-key-9f2", "the-upstream-secret-7c1" };
        var variables = secrets.Select(secret => (Name: $"RETAILSYNC_TEST_{Guid.NewGuid():N}", Value: secret)).ToList();
        variables.ForEach(variable => Environment.SetEnvironmentVariable(variable.Name, variable.Value));
        var log = new LogSink();
        await using var gateway = await GatewayHost.StartAsync(
            new GatewayHostOptions
            {
                ConfigFile = Path.Combine(shared.Gateway.Folder, "yarp.json"),
                ConfigureServices = log.AddTo,
                Arguments =
                [
                    "--Listeners:Http:Port=0", "--Listeners:Https:Enabled=false", "--Operators:Port=0", $"--Operators:Key=env:{variables[0].Name}",
                    "--ReverseProxy:Clusters:crm:Upstream:Credential=header", $"--ReverseProxy:Clusters:crm:Upstream:Secret=env:{variables[1].Name}",
                ],
            },
            TestContext.Current.CancellationToken);
        await RawClient.SendAsync(gateway.Http!, $"GET /crm/v1/customers HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {shared.Gateway.Token()}\r\n\r\n");

        var refused = await GetAsync(gateway, "/_gateway/config", "another-key");
        var told = new List<string>();
        foreach (var path in Paths)
        {
            told.Add((await GetAsync(gateway, path, secrets[0]))!.Text);
        }

        Assert.Equal(401, refused?.Status);
        Assert.Contains(told, text => text.Contains("revision", StringComparison.Ordinal));
        Assert.DoesNotContain(told.Concat(log.Messages), text => secrets.Append("another-key").Any(secret => text.Contains(secret, StringComparison.Ordinal)));
        Assert.Contains(log.Messages, message => message.Contains("GET /_gateway/config from 127.0.0.1 was refused with 401", StringComparison.Ordinal));
    }

    private static Task<RawResponse?> GetAsync(GatewayHost gateway, string path, string key) =>
        RawClient.SendAsync(gateway.Operators, $"GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\n\r\n");

    private async Task<string?> AttemptAsync() => (string?)JsonNode.Parse(
        await shared.Gateway.Operators.GetStringAsync(new Uri("/_gateway/config", UriKind.Relative), TestContext.Current.CancellationToken))!["lastAttempt"]!["at"];

    private Task<RawResponse?> ReloadAsync(string headers)
    {
        var operators = shared.Gateway.Host.Operators;
        return RawClient.SendAsync(
            operators,
            $"POST /_gateway/config/reload HTTP/1.1\r\nHost: {operators.Authority}\r\nContent-Type: text/plain\r\nContent-Length: 0\r\n"
            + $"{headers.Replace("{operators}", operators.Authority, StringComparison.Ordinal)}\r\n\r\n");
    }
}

using System.Globalization;
using RetailSync.Gateway.Tests.Errors;
using RetailSync.Gateway.Tests.Hosting;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Edge;

/// <summary>However a path is written, it never reaches a guarded upstream path by way of a laxer route, and what was matched is what is forwarded.</summary>
[Trait("Attack", "B7")]
[Trait("Attack", "B8")]
[Trait("Attack", "B9")]
[Trait("Attack", "B10")]
[Trait("Attack", "B11")]
public sealed class PathTests(PathTests.TwoRoutes shared) : IClassFixture<PathTests.TwoRoutes>
{
    [Theory]
    [MemberData(nameof(PathCases.Ambiguous), MemberType = typeof(PathCases))]
    public async Task Get_AmbiguousPath_Is400(string target)
    {
        var answer = await SendAsync("GET", target);

        // Kestrel itself refuses some of them, as malformed requests.
        var isKestrels = answer?.Text.Contains("malformed-request", StringComparison.Ordinal) == true;
        RawProblem.Assert(isKestrels ? ProblemTypes.MalformedRequest : ProblemTypes.MalformedPath, answer);
        Assert.Empty(shared.TakeRequests());
    }

    [Theory]
    [MemberData(nameof(PathCases.Guarded), MemberType = typeof(PathCases))]
    public async Task Get_SpellingOfAGuardedPath_NeverPasses(string target, int status)
    {
        var answer = await SendAsync("GET", target);

        Assert.Equal(status, answer?.Status);
        Assert.Equal("application/problem+json", answer!.Header("Content-Type"));
        Assert.Empty(shared.TakeRequests());
    }

    [Theory]
    [MemberData(nameof(PathCases.Plain), MemberType = typeof(PathCases))]
    public async Task Get_PlainPath_IsForwardedAsItWasMatched(string target, string forwarded)
    {
        var answer = await SendAsync("GET", target);

        Assert.Equal(200, answer?.Status);
        Assert.Equal(forwarded, Assert.Single(shared.TakeRequests()).RawTarget);
    }

    [Theory]
    [MemberData(nameof(PathCases.Methods), MemberType = typeof(PathCases))]
    public async Task Send_OtherMethod_IsNoWayRound(string method, string target, int status)
    {
        await using var client = await RawClient.ConnectAsync(shared.Gateway.Http);
        await client.WriteAsync($"{method} {target} HTTP/1.1\r\nHost: localhost\r\nX-HTTP-Method-Override: GET\r\n\r\n");

        var answer = await client.ReadAsync(hasBody: method is not "HEAD");

        Assert.Equal(status, answer?.Status);
        Assert.Equal("application/problem+json", answer!.Header("Content-Type"));
        Assert.Empty(shared.TakeRequests());
    }

    [Theory]
    [MemberData(nameof(PathCases.Ambiguous), MemberType = typeof(PathCases))]
    public async Task Http2_AmbiguousPath_NothingReachesTheUpstream(string target)
    {
        var answer = await SendHttp2Async("GET", target);

        // Kestrel resets a stream whose path it does not take itself.
        Assert.Contains(answer.Outcome, new[] { "400", "reset", "goaway" });
        Assert.Empty(shared.TakeRequests());
    }

    [Theory]
    [MemberData(nameof(PathCases.Guarded), MemberType = typeof(PathCases))]
    public async Task Http2_SpellingOfAGuardedPath_NeverPasses(string target, int status)
    {
        var answer = await SendHttp2Async("GET", target);

        Assert.Equal((status, "application/problem+json"), (answer.Status, answer.Header("content-type")));
        Assert.Empty(shared.TakeRequests());
    }

    [Theory]
    [MemberData(nameof(PathCases.Plain), MemberType = typeof(PathCases))]
    public async Task Http2_PlainPath_IsForwardedAsItWasMatched(string target, string forwarded)
    {
        var answer = await SendHttp2Async("GET", target);

        Assert.Equal("200", answer.Outcome);
        Assert.Equal(forwarded, Assert.Single(shared.TakeRequests()).RawTarget);
    }

    [Theory]
    [MemberData(nameof(PathCases.Methods), MemberType = typeof(PathCases))]
    public async Task Http2_OtherMethod_IsNoWayRound(string method, string target, int status)
    {
        var answer = await SendHttp2Async(method, target, ("x-http-method-override", "GET"));

        // A CONNECT with a path is malformed in HTTP/2, unless it is an extended one.
        Assert.Contains(answer.Outcome, new[] { status.ToString(CultureInfo.InvariantCulture), method is "CONNECT" ? "reset" : "none" });
        Assert.Empty(shared.TakeRequests());
    }

    private async Task<Http2Answer> SendHttp2Async(string method, string target, params IEnumerable<(string Name, string Value)> further)
    {
        shared.TakeRequests();
        return await RawHttp2Client.SendAsync(shared.Gateway.Https, RawHttp2Client.Request(method, target, further));
    }

    private async Task<RawResponse?> SendAsync(string method, string target)
    {
        shared.TakeRequests();
        return await RawClient.SendAsync(shared.Gateway.Http, $"{method} {target} HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }

    /// <summary>A route that everybody may use beside one that needs a credential.</summary>
    public sealed class TwoRoutes : SharedGateway
    {
        private const string Yarp = """
            {
              "Identity": { "Providers": [{ "Name": "test", "Authority": "{{issuer}}", "Audiences": ["retailsync"], "RequireHttps": false }] },
              "ReverseProxy": {
                "Routes": {
                  "open": { "ClusterId": "one", "Match": { "Path": "/open/{**rest}" }, "Policies": { "public": true } },
                  "admin": { "ClusterId": "one", "Match": { "Path": "/admin/{**rest}" }, "Policies": { "authorize": { "Scopes": ["crm.write"] } } }
                },
                "Clusters": { "one": { "Destinations": { "one": { "Address": "{{upstream}}" } } } }
              }
            }
            """;

        protected override Task<GatewayFixture> StartAsync(FakeUpstream upstream) => GatewayFixture.StartAsync(Yarp, upstream);
    }
}

using RetailSync.Gateway.Tests.Errors;
using RetailSync.Gateway.Tests.Hosting;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Edge;

/// <summary>However a path is written, it never reaches a guarded upstream path by way of a laxer route, and what was matched is what is forwarded.</summary>
public sealed class PathTests(PathTests.TwoRoutes shared) : IClassFixture<PathTests.TwoRoutes>
{
    [Theory]
    [InlineData("/open/../admin/x")]
    [InlineData("/open/%2e%2e/admin/x")]
    [InlineData("/open/%2E./admin/x")]
    [InlineData("/open/.%2e/admin/x")]
    [InlineData("/open/./x")]
    [InlineData("/open/.")]
    [InlineData("/open/..")]
    [InlineData("/open%2F..%2Fadmin/x")]
    [InlineData("/open/..%2fadmin/x")]
    [InlineData("/open/x%2fy")]
    [InlineData("/open%5C..%5Cadmin/x")]
    [InlineData("/open\\..\\admin/x")]
    [InlineData("/open/%252e%252e/admin/x")]
    [InlineData("/open/%252F")]
    [InlineData("//admin/x")]
    [InlineData("//open/x")]
    [InlineData("/open//admin/x")]
    [InlineData("/open/x//")]
    [InlineData("/admin%00/x")]
    [InlineData("/open/%00")]
    [InlineData("/open/%0d%0aX:1")]
    [InlineData("/open/%7f")]
    [InlineData("/open/%c0%ae%c0%ae/admin/x")]
    [InlineData("/open/%ff")]
    [InlineData("/open/%ed%a0%80")]
    [InlineData("/open/%")]
    [InlineData("/open/%4")]
    [InlineData("/open/%zz")]
    [InlineData("/open/x#/admin")]
    [InlineData("/open/{x}")]
    [InlineData("/open/\"x\"")]
    [InlineData("http://localhost/open/x")]
    [InlineData("http://evil/admin/x")]
    [InlineData("open/x")]
    public async Task Get_AmbiguousPath_Is400(string target)
    {
        var answer = await SendAsync("GET", target);

        // Kestrel itself refuses some of them, as malformed requests.
        var isKestrels = answer?.Text.Contains("malformed-request", StringComparison.Ordinal) == true;
        RawProblem.Assert(isKestrels ? ProblemTypes.MalformedRequest : ProblemTypes.MalformedPath, answer);
        Assert.Empty(shared.TakeRequests());
    }

    [Theory]
    [InlineData("/admin/x", 401)]
    [InlineData("/ADMIN/x", 401)]
    [InlineData("/Admin/X", 401)]
    [InlineData("/%61dmin/x", 401)]
    [InlineData("/%61%64%6d%69%6e/x", 401)]
    [InlineData("/admin/x?a=../open", 401)]
    [InlineData("/admin/", 401)]
    [InlineData("/admin", 401)]
    [InlineData("/admin;x=1/x", 404)]
    [InlineData("/admin%20/x", 404)]
    [InlineData("/admin.json", 404)]
    [InlineData("/admi%EF%BD%8E/x", 404)]
    [InlineData("/open;/../x", 400)]
    public async Task Get_SpellingOfAGuardedPath_NeverPasses(string target, int status)
    {
        var answer = await SendAsync("GET", target);

        Assert.Equal(status, answer?.Status);
        Assert.Equal("application/problem+json", answer!.Header("Content-Type"));
        Assert.Empty(shared.TakeRequests());
    }

    [Theory]
    [InlineData("/open/x", "/open/x")]
    [InlineData("/open/a%20b", "/open/a%20b")]
    [InlineData("/open/%C3%A9", "/open/%C3%A9")]
    [InlineData("/open/a:b@c!$&'()*+,;=~-_.d", "/open/a:b@c!$&'()*+,;=~-_.d")]
    [InlineData("/open/%41", "/open/A")]
    [InlineData("/open/..a/b..", "/open/..a/b..")]
    [InlineData("/open/x/", "/open/x/")]
    [InlineData("/open/x?a=%2F..%2F&b=//", "/open/x?a=%2F..%2F&b=//")]
    [InlineData("/open/x?", "/open/x?")]
    public async Task Get_PlainPath_IsForwardedAsItWasMatched(string target, string forwarded)
    {
        var answer = await SendAsync("GET", target);

        Assert.Equal(200, answer?.Status);
        Assert.Equal(forwarded, Assert.Single(shared.TakeRequests()).RawTarget);
    }

    [Theory]
    [InlineData("TRACE", "/open/x", 405)]
    [InlineData("FOO", "/open/x", 405)]
    [InlineData("get", "/open/x", 405)]
    [InlineData("CONNECT", "/open/x", 405)]
    [InlineData("CONNECT", "localhost:80", 400)]
    [InlineData("OPTIONS", "*", 400)]
    [InlineData("HEAD", "/admin/x", 401)]
    [InlineData("OPTIONS", "/admin/x", 401)]
    [InlineData("PATCH", "/admin/x", 401)]
    public async Task Send_OtherMethod_IsNoWayRound(string method, string target, int status)
    {
        await using var client = await RawClient.ConnectAsync(shared.Gateway.Http);
        await client.WriteAsync($"{method} {target} HTTP/1.1\r\nHost: localhost\r\nX-HTTP-Method-Override: GET\r\n\r\n");

        var answer = await client.ReadAsync(hasBody: method is not "HEAD");

        Assert.Equal(status, answer?.Status);
        Assert.Equal("application/problem+json", answer!.Header("Content-Type"));
        Assert.Empty(shared.TakeRequests());
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

using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Edge;

/// <summary>A caller whose limit is used up is not another caller because it writes its request in another way.</summary>
[Trait("Attack", "F38")]
public sealed class RateBypassTests
{
    private const string Yarp = """
        {
          "Identity": { "Providers": [{ "Name": "test", "Authority": "{{issuer}}", "Audiences": ["retailsync"], "RequireHttps": false }] },
          "ReverseProxy": {
            "Routes": {
              "open": {
                "ClusterId": "one", "Match": { "Path": "/open/{**rest}" },
                "Policies": { "public": true, "rate-limit": { "Windows": [{ "Name": "one", "Limit": 1, "Seconds": 3600 }] } }
              }
            },
            "Clusters": { "one": { "Destinations": { "one": { "Address": "{{upstream}}" } } } }
          }
        }
        """;

    [Fact]
    public async Task Used_AnyOtherSpelling_Is429()
    {
        await using var gateway = await GatewayFixture.StartAsync(Yarp);
        var used = await RawClient.SendAsync(gateway.Http, "GET /open/x HTTP/1.1\r\nHost: localhost\r\n\r\n");
        (string Target, string Headers)[] spellings =
        [
            ("/open/x", ""), ("/OPEN/x", ""), ("/open/X", ""), ("/%6fpen/x", ""), ("/open/x/", ""), ("/open/x?a=1", ""), ("/open/y", ""), ("/open/;a=1", ""),
            ("/open/x", "X-Forwarded-For: 10.1.2.3\r\n"), ("/open/x", "Forwarded: for=10.1.2.3\r\n"), ("/open/x", "X-Real-IP: 10.1.2.3\r\n"), ("/open/x", "X-Forwarded-For: ::1\r\n"),
            ("/open/x", "True-Client-IP: 10.1.2.3\r\nCF-Connecting-IP: 10.1.2.3\r\n"), ("/open/x", "X-Consumer-Id: store-pos\r\n"), ("/open/x", "Cookie: a=b\r\nUser-Agent: other\r\n"),
        ];

        var statuses = new List<int?>();
        foreach (var (target, headers) in spellings)
        {
            statuses.Add((await RawClient.SendAsync(gateway.Http, $"GET {target} HTTP/1.1\r\nHost: other\r\n{headers}\r\n"))?.Status);
            statuses.Add((await RawHttp2Client.SendAsync(gateway.Https, RawHttp2Client.Request("GET", target, ("x-forwarded-for", "10.9.9.9")))).Status);
        }

        Assert.Equal(200, used?.Status);
        Assert.All(statuses, status => Assert.Equal(429, status));
        Assert.Single(gateway.Upstream.Requests);
    }
}

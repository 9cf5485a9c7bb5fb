using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.RateLimits;

/// <summary>That nobody gets a second counter by asking for the same thing in another way. Each gateway admits one request an hour.</summary>
[Trait("Attack", "F38")]
public sealed class BypassTests
{
    private const string Path = "/crm/v1/customers";

    // The door that removes what a caller says about its address comes first; this stands for the connection's own.
    private const string ConnectionFrom = "Test-Connection-From";

    [Theory]
    [InlineData("/CRM/V1/customers")]
    [InlineData("/crm/v1/Customers")]
    [InlineData("/crm/v1/%63ustomers")]
    [InlineData("/crm/v1/c%75stomers?x=1")]
    [InlineData("//crm/v1/customers")]
    [InlineData("/crm//v1/customers")]
    [InlineData("/crm/v1/customers/")]
    [InlineData("/crm/v1/./customers")]
    [InlineData("/crm/v1/customers;x=1")]
    [InlineData("/crm/v1/customers%20")]
    [InlineData("/crm/v1/customers%2F")]
    public async Task SameOperation_WrittenDifferently_IsNeverAdmittedAgain(string target)
    {
        await using var gateway = await StartAsync("consumer", "api", "operation");
        using var first = await gateway.Client().GetAsync(new Uri(Path, UriKind.Relative), TestContext.Current.CancellationToken);

        var second = await RawClient.SendAsync(gateway.Http, $"GET {target} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {gateway.Token()}\r\n\r\n");
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.True(second!.Status is 400 or 404 or 429, $"{target} was answered with {second.Status}.");
        Assert.Single(((FakeUpstream)gateway.Upstream).Requests);
    }

    [Fact]
    public async Task SameOperation_OverHttp2OrAsHead_SharesTheCounter()
    {
        await using var gateway = await StartAsync("consumer", "api", "operation");
        using var first = await gateway.Client().GetAsync(new Uri(Path, UriKind.Relative), TestContext.Current.CancellationToken);
        using var head = new HttpRequestMessage(HttpMethod.Head, new Uri(Path, UriKind.Relative));

        using var http2 = await gateway.Http2Client().GetAsync(new Uri(Path, UriKind.Relative), TestContext.Current.CancellationToken);
        using var asHead = await gateway.Client().SendAsync(head, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.TooManyRequests, http2.StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, asHead.StatusCode);
    }

    [Theory]
    [InlineData("X-Forwarded-For")]
    [InlineData("X_Forwarded_For")]
    [InlineData("Forwarded")]
    [InlineData("X-Real-IP")]
    [InlineData("X-Consumer-Id")]
    public async Task Caller_ClaimsAnotherAddress_SharesTheCounter(string header)
    {
        await using var gateway = await StartAsync("address");
        using var first = await gateway.Client().GetAsync(new Uri(Path, UriKind.Relative), TestContext.Current.CancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Path, UriKind.Relative));
        request.Headers.TryAddWithoutValidation(header, "for=203.0.113.9");

        using var second = await gateway.Client().SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);
    }

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff:eeee:dddd:cccc", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("203.0.113.9", "::ffff:203.0.113.9", true)]
    [InlineData("203.0.113.9", "203.0.113.10", false)]
    public async Task Caller_RotatesItsAddress_IsKnownByItsNetwork(string one, string other, bool shared)
    {
        await using var gateway = await StartAsync("address");

        var first = await GetFromAsync(gateway, one);
        var second = await GetFromAsync(gateway, other);

        Assert.Equal(HttpStatusCode.OK, first);
        Assert.Equal(shared ? HttpStatusCode.TooManyRequests : HttpStatusCode.OK, second);
    }

    [Theory]
    [InlineData("X-Store-Id", "store-7", "x-store-id", "STORE-7", true)]
    [InlineData("X-Store-Id", "store-7", "X-Store-Id", "store-8", false)]
    [InlineData("X-Store-Id", "store-7", "X-Other", "store-7", false)]
    public async Task Header_WrittenDifferently_SharesTheCounter(string name, string value, string otherName, string otherValue, bool shared)
    {
        await using var gateway = await StartAsync("consumer", "header:X-Store-Id");
        var client = gateway.Client();
        var statuses = new List<HttpStatusCode>();
        foreach (var (header, text) in new[] { (name, value), (otherName, otherValue) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Path, UriKind.Relative));
            request.Headers.TryAddWithoutValidation(header, text);
            using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
            statuses.Add(answer.StatusCode);
        }

        Assert.Equal([HttpStatusCode.OK, shared ? HttpStatusCode.TooManyRequests : HttpStatusCode.OK], statuses);
    }

    private static Task<GatewayFixture> StartAsync(params string[] key) => GatewayFixture.StartAsync(
        policies: $$"""{ "rate-limit": { "Key": [{{string.Join(", ", key.Select(part => $"\"{part}\""))}}], "Windows": [{ "Name": "one", "Limit": 1, "Seconds": 3600 }] } }""",
        configureServices: services => services.AddSingleton<IStartupFilter>(new AnyAddress()));

    private static async Task<HttpStatusCode> GetFromAsync(GatewayFixture gateway, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Path, UriKind.Relative));
        request.Headers.Add(ConnectionFrom, address);
        using var answer = await gateway.Client().SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    // A test has one loopback address; this gives a connection another one, before anything of the gateway sees it.
    private sealed class AnyAddress : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, following) =>
            {
                if (IPAddress.TryParse(context.Request.Headers[ConnectionFrom].ToString(), out var address))
                {
                    context.Connection.RemoteIpAddress = address;
                }

                return following(context);
            });
            next(app);
        };
    }
}

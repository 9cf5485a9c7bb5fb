using System.Net;
using RetailSync.Gateway.Tests.Errors;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Forwarding;

/// <summary>
/// An upstream that closes a reused connection after it has read a change, before it answers, may have applied it: the change must not be sent a second time.
/// </summary>
public sealed class RepeatedChangeTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";

    [Theory]
    [InlineData("DELETE", "/crm/v1/customers/7", "")]
    [InlineData("DELETE", "/crm/v1/customers/7", "Content-Length: 0\r\n")]
    [InlineData("POST", "/crm/v1/customers", "")]
    [InlineData("POST", "/crm/v1/customers", "Content-Length: 0\r\n")]
    [InlineData("POST", "/crm/v1/customers", "Content-Type: application/json\r\n")]
    [InlineData("POST", "/crm/v1/customers", "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("PUT", "/crm/v1/customers/7", "Content-Length: 0\r\n")]
    [InlineData("POST", "/crm/v1/customers", "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}")]
    public async Task Change_ReusedConnectionClosesUnanswered_IsAppliedOnce(string method, string path, string rest)
    {
        var upstream = RawUpstream.Answers((request, _) => request.Method == "GET" ? Ok : null);
        await using var gateway = await GatewayFixture.StartAsync(upstream: upstream);
        await ReadAsync(gateway);

        var changed = await RawClient.SendAsync(gateway.Http, Request(gateway, method, path, rest));

        RawProblem.Assert(ProblemTypes.UpstreamFailed, changed);
        Assert.Equal(["GET", method], upstream.Requests.Select(request => request.Method));
        Assert.Equal([1, 1], upstream.Requests.Select(request => request.Connection));
    }

    [Fact]
    public async Task Change_ReusedConnectionClosesUnanswered_OverHttp2_IsAppliedOnce()
    {
        var upstream = RawUpstream.Answers((request, _) => request.Method == "GET" ? Ok : null);
        await using var gateway = await GatewayFixture.StartAsync(upstream: upstream);
        await ReadAsync(gateway);

        using var changed = await gateway.Http2Client().DeleteAsync(new Uri("/crm/v1/customers/7", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadGateway, changed.StatusCode);
        Assert.Equal(["GET", "DELETE"], upstream.Requests.Select(request => request.Method));
        Assert.Equal([1, 1], upstream.Requests.Select(request => request.Connection));
    }

    [Fact]
    public async Task Read_ReusedConnectionClosesUnanswered_IsRepeated()
    {
        var upstream = RawUpstream.Answers((_, number) => number == 2 ? null : Ok);
        await using var gateway = await GatewayFixture.StartAsync(upstream: upstream);
        await ReadAsync(gateway);

        await ReadAsync(gateway);

        Assert.Equal([1, 1, 2], upstream.Requests.Select(request => request.Connection));
    }

    private static string Request(GatewayFixture gateway, string method, string path, string rest) =>
        $"{method} {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {gateway.Token()}\r\n{rest}{(rest.Contains("\r\n\r\n", StringComparison.Ordinal) ? "" : "\r\n")}";

    private static async Task ReadAsync(GatewayFixture gateway)
    {
        var read = await RawClient.SendAsync(gateway.Http, Request(gateway, "GET", "/crm/v1/customers/7", ""));
        Assert.Equal(200, read?.Status);
    }
}

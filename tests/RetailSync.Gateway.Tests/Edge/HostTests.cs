using RetailSync.Gateway.Tests.Errors;
using RetailSync.Gateway.Tests.Hosting;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Edge;

/// <summary>A request is addressed to one host, and all who read it read the same one. HTTP/2 has two places for it.</summary>
[Trait("Attack", "A5")]
[Trait("Attack", "C16")]
public sealed class HostTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private const string Path = "/crm/v1/customers";

    [Theory]
    [InlineData("user@localhost")]
    [InlineData("local host")]
    [InlineData("localhost/admin")]
    [InlineData("localhost:port")]
    [InlineData("localhost, localhost")]
    [InlineData("localhost#x")]
    [InlineData("localhost?x")]
    [InlineData("local\\host")]
    [InlineData("localhost\r\nx-consumer-id: evil")]
    [InlineData("localhost\0")]
    public async Task Http2_AuthorityMalformed_NothingReachesTheUpstream(string authority)
    {
        shared.TakeRequests();

        var answer = await RawHttp2Client.SendAsync(shared.Gateway.Https, Head(authority));

        Assert.Contains(answer.Outcome, new[] { "400", "reset", "goaway" });
        Assert.Empty(shared.TakeRequests());
    }

    [Fact]
    public async Task Http2_HostDiffers_Is400AndSaysSo()
    {
        shared.TakeRequests();

        var answer = await RawHttp2Client.SendAsync(shared.Gateway.Https, Head("localhost", "elsewhere"));

        Assert.Equal("400", answer.Outcome);
        Assert.Contains("/problems/malformed-request", answer.Text);
        Assert.Empty(shared.TakeRequests());
    }

    // The stream of the first request is used again for the second, and Kestrel does not decode a value that it already has.
    [Theory]
    [InlineData(null)]
    [InlineData("first.example")]
    public async Task Http2_HostOfAnEarlierAuthority_Is400(string? hostBefore)
    {
        shared.TakeRequests();
        await using var client = await RawHttp2Client.ConnectAsync(shared.Gateway.Https);
        await client.SendHeadersAsync(1, Head("first.example", hostBefore));
        var first = await client.ReadAnswerAsync(1);

        await client.SendHeadersAsync(3, Head("second.example", "first.example"));
        var second = await client.ReadAnswerAsync(3);

        Assert.Equal(("200", "400"), (first.Outcome, second.Outcome));
        Assert.Equal("first.example", Assert.Single(shared.TakeRequests()).Header("X-Forwarded-Host"));
    }

    [Fact]
    public async Task Http2_SecondHostOnTheConnection_Is400()
    {
        shared.TakeRequests();
        await using var client = await RawHttp2Client.ConnectAsync(shared.Gateway.Https);
        await client.SendHeadersAsync(1, Head("first.example", "first.example"));
        var first = await client.ReadAnswerAsync(1);

        await client.SendHeadersAsync(3, Head("first.example", "second.example"));
        var second = await client.ReadAnswerAsync(3);

        Assert.Equal(("200", "400"), (first.Outcome, second.Outcome));
        Assert.Single(shared.TakeRequests());
    }

    [Fact]
    public async Task Http2_SameHostAgainAndAgain_ArrivesEachTime()
    {
        shared.TakeRequests();
        await using var client = await RawHttp2Client.ConnectAsync(shared.Gateway.Https);
        var outcomes = new List<string>();

        for (var stream = 1; stream < 12; stream += 2)
        {
            await client.SendHeadersAsync(stream, Head("localhost", stream % 4 == 1 ? "localhost" : null));
            outcomes.Add((await client.ReadAnswerAsync(stream)).Outcome);
        }

        Assert.Equal(Enumerable.Repeat("200", 6), outcomes);
        Assert.Equal(Enumerable.Repeat("localhost", 6), shared.TakeRequests().Select(request => request.Header("X-Forwarded-Host")));
    }

    [Fact]
    public async Task Http2_HostWithoutAuthority_Counts()
    {
        shared.TakeRequests();

        var answer = await RawHttp2Client.SendAsync(shared.Gateway.Https, Head("", "localhost").Where(field => field.Name != ":authority"));

        Assert.Equal("200", answer.Outcome);
        Assert.Equal("localhost", Assert.Single(shared.TakeRequests()).Header("X-Forwarded-Host"));
    }

    [Theory]
    [InlineData("localhost", "200")]
    [InlineData("LOCALHOST:1234", "200")]
    [InlineData("elsewhere", "421")]
    [InlineData("localhost.elsewhere", "421")]
    [InlineData("localhost.", "421")]
    public async Task Http2_AuthorityOutsideTheList_Is421(string authority, string status)
    {
        await using var gateway = await GatewayFixture.StartAsync(arguments: ["--Edge:Hosts:0=localhost"]);

        var answer = await RawHttp2Client.SendAsync(gateway.Https, Head(authority, token: gateway.Token()));

        Assert.Equal(status, answer.Outcome);
        Assert.Equal(status == "200" ? 1 : 0, gateway.Upstream.Requests.Count);
    }

    [Theory]
    [InlineData("Host: localhost\r\nHost: localhost")]
    [InlineData("Host: localhost\r\nhOST: elsewhere")]
    [InlineData("Host: localhost, elsewhere")]
    [InlineData("Host: user:secret@localhost")]
    [InlineData("Host: localhost:80:80")]
    [InlineData("Host: local\thost")]
    [InlineData("Host: [::1")]
    [InlineData("X-Nothing: 1")]
    public async Task Http1_HostMalformed_Is400AndClosed(string host)
    {
        shared.TakeRequests();

        var answer = await RawClient.SendAsync(shared.Gateway.Http, $"GET {Path} HTTP/1.1\r\n{host}\r\nAuthorization: Bearer {shared.Gateway.Token()}\r\n\r\n");

        RawProblem.AssertAndClosed(ProblemTypes.MalformedRequest, answer);
        Assert.Empty(shared.TakeRequests());
    }

    private IEnumerable<(string Name, string Value)> Head(string authority, string? host = null, string? token = null)
    {
        yield return (":method", "GET");
        yield return (":scheme", "https");
        yield return (":authority", authority);
        yield return (":path", Path);
        yield return ("authorization", $"Bearer {token ?? shared.Gateway.Token()}");
        if (host is not null)
        {
            yield return ("host", host);
        }
    }
}

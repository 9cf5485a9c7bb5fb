using RetailSync.Gateway.Tests.Hosting;

namespace RetailSync.Gateway.Tests.Edge;

/// <summary>What would become another message in HTTP/1.1 does not get through from HTTP/2.</summary>
[Trait("Attack", "A4")]
[Trait("Attack", "A5")]
[Trait("Attack", "A6")]
public sealed class Http2Tests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    public static TheoryData<string, string, string, string?> Refused => new()
    {
        { "content-length", "5", "POST", "hel" },
        { "content-length", "2", "POST", "hello" },
        { "content-length", "+5", "POST", "hello" },
        { "content-length", " 5", "POST", "hello" },
        { "content-length", "", "POST", "hello" },
        { "host", "elsewhere", "GET", null },
        { "host", "localhost:1", "GET", null },
        { "host", "localhost, localhost", "GET", null },
        { "host", "", "GET", null },
        { "host", "local\0host", "GET", null },
        { "host", "localhost\r\nx: y", "GET", null },
        { "content-length", "5, 5", "POST", "hello" },
        { "content-length", "x", "POST", "hello" },
        { "transfer-encoding", "chunked", "POST", "0\r\n\r\n" },
        { "connection", "close", "GET", null },
        { "keep-alive", "1", "GET", null },
        { "upgrade", "websocket", "GET", null },
        { "te", "chunked", "GET", null },
        { "x-note", "a\r\nx-consumer-id: evil", "GET", null },
        { "x-note", "a\nb", "GET", null },
        { "x-note", "a\0b", "GET", null },
        { "x-note\r\nx-other", "a", "GET", null },
        { "X-Upper", "a", "GET", null },
        { "x note", "a", "GET", null },
        { "", "a", "GET", null },
        { ":unknown", "a", "GET", null },
        { ":path", "/crm/v1/customers/2", "GET", null },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Send_HeaderThatHasNoPlace_NothingReachesTheUpstream(string name, string value, string method, string? body)
    {
        shared.TakeRequests();

        var outcome = await RawHttp2.SendAsync(shared.Gateway.Https, Headers(method, "/crm/v1/customers", (name, value)), body);

        Assert.Contains(outcome, new[] { "400", "reset", "goaway" });
        Assert.Empty(shared.TakeRequests());
    }

    [Theory]
    [InlineData("crm/v1/customers")]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("http://localhost/crm/v1/customers")]
    [InlineData("/crm/v1/customers x")]
    [InlineData("/crm/v1/customers#x")]
    [InlineData("/crm/v1/customers\r\nx: y")]
    [InlineData("/crm/v1/customers HTTP/1.1\r\nHost: evil\r\n\r\nGET /x")]
    [InlineData("/crm/v1/../v1/customers")]
    [InlineData("/crm/v1/%2e%2e/v1/customers")]
    [InlineData("/crm/v1//customers")]
    [InlineData("/crm/v1/customers%2f1")]
    [InlineData("/crm/v1/customers/%00")]
    public async Task Send_BadPath_NothingReachesTheUpstream(string path)
    {
        shared.TakeRequests();

        var outcome = await RawHttp2.SendAsync(shared.Gateway.Https, Headers("GET", path));

        Assert.Contains(outcome, new[] { "400", "reset", "goaway" });
        Assert.Empty(shared.TakeRequests());
    }

    [Theory]
    [InlineData("TRACE")]
    [InlineData("FOO")]
    [InlineData("GET / HTTP/1.1\r\n")]
    public async Task Send_BadMethod_NothingReachesTheUpstream(string method)
    {
        shared.TakeRequests();

        var outcome = await RawHttp2.SendAsync(shared.Gateway.Https, Headers(method, "/crm/v1/customers"));

        Assert.Contains(outcome, new[] { "400", "405", "reset", "goaway" });
        Assert.Empty(shared.TakeRequests());
    }

    [Theory]
    [InlineData("content-length", "5", "POST", "hello")]
    [InlineData("te", "trailers", "GET", null)]
    [InlineData("x-note", "a", "GET", null)]
    [InlineData("host", "localhost", "GET", null)]
    [InlineData("host", "LOCALHOST", "GET", null)]
    public async Task Send_WellFormed_ArrivesOnce(string name, string value, string method, string? body)
    {
        shared.TakeRequests();

        var outcome = await RawHttp2.SendAsync(shared.Gateway.Https, Headers(method, "/crm/v1/customers", (name, value)), body);

        Assert.Equal("200", outcome);
        var arrived = Assert.Single(shared.TakeRequests());
        Assert.Equal((method, "/v1/customers", body ?? ""), (arrived.Method, arrived.RawTarget, arrived.Text));

        // The authority is what counts; a Host beside it is dropped.
        Assert.Equal("localhost", arrived.Header("X-Forwarded-Host"));
    }

    [Theory]
    [InlineData("x-consumer-id")]
    [InlineData("x_consumer_id")]
    [InlineData("x-forwarded-for")]
    [InlineData("forwarded")]
    [InlineData("x-user-name")]
    [InlineData("x_user_name")]
    [InlineData("x_forwarded_for")]
    [InlineData("x-forwarded-host")]
    [InlineData("x-forwarded-proto")]
    [InlineData("x-real-ip")]
    [InlineData("x-original-url")]
    [InlineData("x_rewrite_url")]
    [InlineData("client-cert")]
    [InlineData("x_client_cert")]
    [InlineData("cookie")]
    public async Task Send_ReservedHeader_DoesNotArrive(string name)
    {
        shared.TakeRequests();

        var outcome = await RawHttp2.SendAsync(shared.Gateway.Https, Headers("GET", "/crm/v1/customers", (name, "evil")));

        Assert.Equal("200", outcome);
        Assert.DoesNotContain(Assert.Single(shared.TakeRequests()).Headers, header => header.Value.Contains("evil", StringComparison.Ordinal));
    }

    private IEnumerable<(string, string)> Headers(string method, string path, params IEnumerable<(string, string)> further) =>
    [
        (":method", method), (":scheme", "https"), (":authority", "localhost"), (":path", path), ("authorization", $"Bearer {shared.Gateway.Token()}"), .. further,
    ];
}

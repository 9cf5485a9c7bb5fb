using System.Net;
using RetailSync.Gateway.Tests.Errors;
using RetailSync.Gateway.Tests.Hosting;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Edge;

/// <summary>Sizes and times: what is too much is refused with its own status, and what is just within passes.</summary>
[Trait("Attack", "C19")]
[Trait("Attack", "E29")]
[Trait("Attack", "E33")]
public sealed class LimitTests(LimitTests.SmallLimits shared) : IClassFixture<LimitTests.SmallLimits>
{
    private string Start => $"POST /crm/v1/customers HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {shared.Gateway.Token()}\r\n";

    [Fact]
    public async Task RequestLine_TooLong_Is414()
    {
        var answer = await RawClient.SendAsync(shared.Gateway.Http, $"GET /crm/v1/customers?q={new string('a', 8_200)} HTTP/1.1\r\nHost: localhost\r\n\r\n");

        RawProblem.AssertAndClosed(ProblemTypes.UriTooLong, answer);
    }

    [Fact]
    public async Task Headers_TooLong_Is431()
    {
        var answer = await SendAsync(string.Concat(Enumerable.Range(0, 9).Select(number => $"X-Long-{number}: {new string('a', 4_000)}\r\n")), "");

        RawProblem.AssertAndClosed(ProblemTypes.HeadersTooLarge, answer);
        Assert.Empty(shared.TakeRequests());
    }

    [Theory]
    [InlineData(90, 200)]
    [InlineData(98, 431)]
    [InlineData(500, 431)]
    public async Task Headers_Count_IsLimited(int further, int status)
    {
        // Host, Authorization and Content-Length are three more here; what the gateway adds comes on top for the upstream, which has a limit, too.
        var answer = await SendAsync(string.Concat(Enumerable.Range(0, further).Select(number => $"X-Many-{number}: a\r\n")) + "Content-Length: 0\r\n", "");

        Assert.Equal(status, answer?.Status);
        if (status == 431)
        {
            RawProblem.AssertAndClosed(ProblemTypes.HeadersTooLarge, answer);
        }
    }

    [Theory]
    [InlineData(2_048, 200)]
    [InlineData(2_049, 413)]
    public async Task Body_WithLength_IsLimited(int length, int status)
    {
        var answer = await SendAsync($"Content-Length: {length}\r\n", new string('a', length));

        Assert.Equal(status, answer?.Status);
        if (status == 413)
        {
            RawProblem.AssertAndClosed(ProblemTypes.BodyTooLarge, answer);
            Assert.Empty(shared.TakeRequests());
        }
    }

    [Fact]
    public async Task Body_HugeLengthAnnounced_IsRefusedBeforeAnyOfItIsSent()
    {
        var answer = await SendAsync("Content-Length: 99999999999\r\n", "");

        RawProblem.AssertAndClosed(ProblemTypes.BodyTooLarge, answer);
        Assert.Empty(shared.TakeRequests());
    }

    [Theory]
    [InlineData(2_000, 200)]
    [InlineData(3_000, 413)]
    public async Task Body_Chunked_IsLimitedWhileItStreams(int length, int status)
    {
        var answer = await SendAsync("Transfer-Encoding: chunked\r\n", $"{length:x}\r\n{new string('a', length)}\r\n0\r\n\r\n");

        Assert.Equal(status, answer?.Status);
        if (status == 413)
        {
            RawProblem.AssertAndClosed(ProblemTypes.BodyTooLarge, answer);
            Assert.Empty(shared.TakeRequests());
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Body_OverHttp2_IsLimited(bool hasLength)
    {
        shared.TakeRequests();
        using var content = new StreamContent(new MemoryStream(new byte[3_000]));
        content.Headers.ContentLength = hasLength ? 3_000 : null;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/crm/v1/customers") { Content = content, Version = HttpVersion.Version20 };

        using var answer = await shared.Gateway.Http2Client().SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.ToString()));
        Assert.Empty(shared.TakeRequests());
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: lo")]
    [InlineData("GET /crm")]
    public async Task Headers_TooSlow_Is408(string beginning)
    {
        await using var client = await RawClient.ConnectAsync(shared.Gateway.Http);
        await client.WriteAsync(beginning);

        var answer = await client.ReadAsync();

        RawProblem.AssertAndClosed(ProblemTypes.RequestTimeout, answer);
    }

    [Theory]
    [InlineData("Content-Length: 2000\r\n", "a")]
    [InlineData("Transfer-Encoding: chunked\r\n", "5\r\nhe")]
    public async Task Body_TooSlow_Is408(string header, string beginning)
    {
        shared.TakeRequests();
        await using var client = await RawClient.ConnectAsync(shared.Gateway.Http);
        await client.WriteAsync($"{Start}{header}\r\n{beginning}");

        var answer = await client.ReadAsync();

        RawProblem.AssertAndClosed(ProblemTypes.RequestTimeout, answer);
        Assert.Empty(shared.TakeRequests());
    }

    private async Task<RawResponse?> SendAsync(string headers, string body)
    {
        shared.TakeRequests();
        return await RawClient.SendAsync(shared.Gateway.Http, $"{Start}{headers}\r\n{body}");
    }

    /// <summary>Bodies of 2 KB, a second for the headers.</summary>
    public sealed class SmallLimits : SharedGateway
    {
        protected override Task<GatewayFixture> StartAsync(FakeUpstream upstream) =>
            GatewayFixture.StartAsync(upstream: upstream, arguments: ["--Edge:MaxBodyBytes=2048", "--Edge:HeaderSeconds=1", "--Edge:MinBodyBytesPerSecond=100000"]);
    }
}

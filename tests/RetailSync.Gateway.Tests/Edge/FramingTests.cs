using RetailSync.Gateway.Tests.Errors;
using RetailSync.Gateway.Tests.Hosting;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Edge;

/// <summary>A message that two programs could take apart differently is refused with a problem, and nothing of it goes on.</summary>
[Trait("Attack", "A1")]
[Trait("Attack", "A2")]
[Trait("Attack", "A3")]
[Trait("Attack", "A4")]
public sealed class FramingTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    [Theory]
    [InlineData("Content-Length: 5\r\nTransfer-Encoding: chunked", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\nContent-Length: 5", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\nX-Content-Length: 5", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: xchunked", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked, identity", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: identity", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: \"chunked\"", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked;q=1", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding:\vchunked", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding : chunked", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: x\r\nTransfer-Encoding: cow", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked, chunked", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: identity, chunked", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: gzip, chunked", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: ,chunked", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\0", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\tx", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding\t: chunked", "0\r\n\r\n")]
    [InlineData(" Transfer-Encoding: chunked", "0\r\n\r\n")]
    [InlineData("X: y\rTransfer-Encoding: chunked", "0\r\n\r\n")]
    [InlineData("X: y\nTransfer-Encoding: chunked", "0\r\n\r\n")]
    [InlineData("Content-Length: 5\r\nContent-Length: 6", "hello")]
    [InlineData("Content-Length: 5\r\nContent-Length: 5", "hello")]
    [InlineData("Content-Length: 5, 5", "hello")]
    [InlineData("Content-Length: 0x5", "hello")]
    [InlineData("Content-Length: 5 5", "hello")]
    [InlineData("Content-Length: -1", "hello")]
    [InlineData("Content-Length: +5", "hello")]
    [InlineData("Content-Length: +0", "")]
    [InlineData("Content-Length: 5,", "hello")]
    [InlineData("Content-Length: 5;", "hello")]
    [InlineData("Content-Length: \"5\"", "hello")]
    [InlineData("Content-Length: 5e0", "hello")]
    [InlineData("Content-Length: \u00b2", "hello")]
    [InlineData("Content-Length: 10000000000000000000", "hello")]
    [InlineData("Content-Length: 5.0", "hello")]
    [InlineData("Content-Length: 99999999999999999999", "hello")]
    [InlineData("Content-Length:", "hello")]
    [InlineData("X-Note: a\r\n b", "")]
    [InlineData("X-Note: a\0b", "")]
    [InlineData("X-Note: a\rb", "")]
    [InlineData("X-Note: a\nX-Other: b", "")]
    [InlineData("X Note: a", "")]
    [InlineData("X-Note\0: a", "")]
    [InlineData(": a", "")]
    [InlineData("no colon at all", "")]
    [InlineData("Host: elsewhere", "")]
    [InlineData("Connection: Host", "")]
    [InlineData("Connection: close, content-length", "")]
    public async Task Send_MalformedHead_Is400AndClosed(string headers, string body)
    {
        var answer = await SendAsync("POST /crm/v1/customers HTTP/1.1\r\nHost: localhost", headers, body);

        RawProblem.AssertAndClosed(ProblemTypes.MalformedRequest, answer);
        Assert.Empty(shared.TakeRequests());
    }

    [Theory]
    [InlineData("POST /crm/v1/customers HTTP/1.1")]
    [InlineData("POST /crm/v1/customers HTTP/1.1\r\nHost: a\r\nHost: b")]
    [InlineData("POST /crm/v1/customers HTTP/1.1\r\nHost: a b")]
    [InlineData("POST /crm/v1/customers HTTP/1.1\r\nHost: user@a")]
    [InlineData("POST /crm/v1/customers HTTP/1.1\r\nHost: a/b")]
    [InlineData("POST /crm/v1/customers HTTP/1.1\r\nHost: a:port")]
    [InlineData("POST /crm/v1/customers HTTP/1.9\r\nHost: localhost")]
    [InlineData("POST /crm/v1/customers HTTP/2.0\r\nHost: localhost")]
    [InlineData("POST /crm/v1/customers\r\nHost: localhost")]
    [InlineData("POST  /crm/v1/customers HTTP/1.1\r\nHost: localhost")]
    [InlineData("POST /crm/v1/customers HTTP/1.1\nHost: localhost")]
    [InlineData(" POST /crm/v1/customers HTTP/1.1\r\nHost: localhost")]
    [InlineData("PO\0ST /crm/v1/customers HTTP/1.1\r\nHost: localhost")]
    [InlineData("\u0016\u0003\u0001\u0002\0\u0001")]
    public async Task Send_MalformedStart_Is400AndClosed(string start)
    {
        var answer = await SendAsync(start, "Content-Length: 0", "");

        RawProblem.AssertAndClosed(ProblemTypes.MalformedRequest, answer);
        Assert.Empty(shared.TakeRequests());
    }

    [Theory]
    [InlineData("zz\r\nhello\r\n0\r\n\r\n")]
    [InlineData("-5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("0x5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("5\nhello\r\n0\r\n\r\n")]
    [InlineData("5;a\nb\r\nhello\r\n0\r\n\r\n")]
    [InlineData("5;a\rb\r\nhello\r\n0\r\n\r\n")]
    [InlineData("5\r\nhelloX\r\n0\r\n\r\n")]
    [InlineData("5\r\nhello0\r\n\r\n")]
    [InlineData("FFFFFFFFFFFFFFFFF\r\nhello\r\n0\r\n\r\n")]
    [InlineData("5\r\nhello\r\n0\r\nX\nY: 1\r\n\r\n")]
    public async Task Send_MalformedChunks_Is400AndClosed(string body)
    {
        var answer = await SendAsync("POST /crm/v1/customers HTTP/1.1\r\nHost: localhost", "Transfer-Encoding: chunked", body);

        RawProblem.AssertAndClosed(ProblemTypes.MalformedRequest, answer);
        Assert.Empty(shared.TakeRequests());
    }

    [Theory]
    [InlineData("Transfer-Encoding: chunked", "5\r\nhello\r\n0\r\n\r\n", "hello")]
    [InlineData("Transfer-Encoding:   chunked  ", "2;a=b\r\nhe\r\n3\r\nllo\r\n0\r\nX-Trailer: 1\r\n\r\n", "hello")]
    [InlineData("transfer-encoding: CHUNKED", "0\r\n\r\n", "")]
    [InlineData("Content-Length: 5", "hello", "hello")]
    [InlineData("Content-Length: 0", "", "")]
    public async Task Send_WellFormedBody_ArrivesOnce(string headers, string body, string expected)
    {
        var answer = await SendAsync("POST /crm/v1/customers HTTP/1.1\r\nHost: localhost", headers, body);

        Assert.Equal(200, answer?.Status);
        var arrived = Assert.Single(shared.TakeRequests());
        Assert.Equal(("POST", "/v1/customers", expected), (arrived.Method, arrived.RawTarget, arrived.Text));
        Assert.True((arrived.Header("Content-Length") is null) != (arrived.Header("Transfer-Encoding") is null), "Exactly one header frames the body.");
    }

    private async Task<RawResponse?> SendAsync(string start, string headers, string body)
    {
        shared.TakeRequests();
        return await RawClient.SendAsync(shared.Gateway.Http, $"{start}\r\nAuthorization: Bearer {shared.Gateway.Token()}\r\nContent-Type: application/json\r\n{headers}\r\n\r\n{body}");
    }
}

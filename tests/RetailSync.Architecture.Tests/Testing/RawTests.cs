using RetailSync.Testing;

namespace RetailSync.Architecture.Testing;

public sealed class RawTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    [Fact]
    public async Task RawUpstream_TwoRequestsOnOneConnection_AreCounted()
    {
        await using var upstream = RawUpstream.Answers((_, number) => number == 1 ? Ok : null);
        await using var client = await RawClient.ConnectAsync(upstream.Address);

        await client.WriteAsync("DELETE /a HTTP/1.1\r\nhOsT: a\r\n\r\n");
        var first = await client.ReadAsync();
        await client.WriteAsync("POST /b HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=1\r\nde\r\n0\r\nTrailer: 1\r\n\r\n");
        var second = await client.ReadAsync();

        Assert.Equal(("HTTP/1.1 200 OK", "ok", false), (first!.StatusLine, first.Text, first.IsClosed));
        Assert.Null(second);
        Assert.Equal(["DELETE /a", "POST /b"], upstream.Requests.Select(request => $"{request.Method} {request.RawTarget}"));
        Assert.Equal("hOsT", upstream.Requests[0].Headers.Single().Key);
        Assert.Equal("abcde", upstream.Requests[1].Text);
        Assert.Equal(1, upstream.Connections);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", "ok")]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", "ok")]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n", "")]
    public async Task ReadAsync_Answer_HasItsBody(string bytes, string expected)
    {
        await using var upstream = RawUpstream.Answers(bytes);

        var answer = await RawClient.SendAsync(upstream.Address, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");

        Assert.Equal(expected, answer!.Text);
        Assert.False(answer.IsClosed);
    }

    [Fact]
    public async Task ReadAsync_MalformedRequest_IsRefusedAndClosed()
    {
        await using var upstream = FakeUpstream.Returns(200);

        var answer = await RawClient.SendAsync(upstream.Address, "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n");

        Assert.Equal(400, answer!.Status);
        Assert.True(answer.IsClosed);
        Assert.Empty(upstream.Requests);
    }

    [Fact]
    public async Task IsClosedAsync_ServerGone_IsTrue()
    {
        await using var upstream = RawUpstream.ClosesWithoutAnswer();
        await using var client = await RawClient.ConnectAsync(upstream.Address);

        await client.WriteAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

        Assert.True(await client.IsClosedAsync());
        Assert.Single(upstream.Requests);
    }
}

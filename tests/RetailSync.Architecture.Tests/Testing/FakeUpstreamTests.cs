using System.Net;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using RetailSync.Testing;

namespace RetailSync.Architecture.Testing;

public sealed class FakeUpstreamTests
{
    [Fact]
    public async Task Returns_Request_IsRecordedAsReceived()
    {
        await using var upstream = FakeUpstream.Returns(201, "{\"id\":1}");
        using var client = TestClients.Http1(upstream.Address);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/a%2fb?q=%20x", UriKind.Relative)) { Content = new StringContent("body") };
        request.Headers.Add("X-Twice", ["1", "2"]);

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        var recorded = upstream.OnlyRequest();
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal("{\"id\":1}", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("POST /a%2fb?q=%20x HTTP/1.1", $"{recorded.Method} {recorded.RawTarget} {recorded.Protocol}");
        Assert.Equal("/a%2fb", recorded.Path);
        Assert.Equal("1, 2", recorded.Header("x-twice"));
        Assert.Equal("body", recorded.Text);
        Assert.Null(recorded.Header("X-Absent"));
    }

    [Fact]
    public async Task Echo_OverHttp2WithoutTls_SendsTheBodyBack()
    {
        await using var upstream = FakeUpstream.Start(UpstreamBehaviour.Echo(), HttpProtocols.Http2);
        using var client = TestClients.Http2(upstream.Address);

        using var answer = await client.PostAsync(new Uri("/", UriKind.Relative), new StringContent("hello"), TestContext.Current.CancellationToken);

        Assert.Equal("hello", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("HTTP/2", upstream.OnlyRequest().Protocol);
    }

    [Fact]
    public async Task EchoesWebSocket_Message_ComesBack()
    {
        await using var upstream = FakeUpstream.EchoesWebSocket();
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(upstream.Address) { Scheme = "ws" }.Uri, TestContext.Current.CancellationToken);

        await socket.SendAsync("ping"u8.ToArray(), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);
        var buffer = new byte[16];
        var received = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "done", TestContext.Current.CancellationToken);

        Assert.Equal("ping", Encoding.ASCII.GetString(buffer, 0, received.Count));
        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
    }

    [Fact]
    public async Task Hangs_CallerLeaves_IsCounted()
    {
        await using var upstream = FakeUpstream.Hangs();
        using var client = TestClients.Http1(upstream.Address);
        using var leave = new CancellationTokenSource();

        var call = client.GetAsync(upstream.Address, leave.Token);
        await upstream.WaitForRequestsAsync(1);
        await leave.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await Deadline.UntilAsync(() => Task.FromResult(upstream.Aborted == 1 ? "aborted" : null), "the upstream sees that its caller left");
    }

    [Fact]
    public async Task ClosesAfterReading_Request_HasNoAnswer()
    {
        await using var upstream = FakeUpstream.ClosesAfterReading();

        var answer = await RawClient.SendAsync(upstream.Address, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi");

        Assert.Null(answer);
        Assert.Equal("hi", upstream.OnlyRequest().Text);
    }

    [Fact]
    public async Task Sends_Megabytes_ArriveWhole()
    {
        await using var upstream = FakeUpstream.Sends(3_000_000);

        var answer = await RawClient.SendAsync(upstream.Address, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        Assert.Equal(3_000_000, answer!.Body.Length);
    }

    [Fact]
    public async Task StreamsEvents_Gate_HoldsTheNextEventBack()
    {
        using var gate = new SemaphoreSlim(0);
        await using var upstream = FakeUpstream.Start(UpstreamBehaviour.StreamsEvents(gate, "one", "two"));
        using var client = TestClients.Http1(upstream.Address);
        using var answer = await client.GetAsync(upstream.Address, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));

        var first = await reader.ReadLineAsync(TestContext.Current.CancellationToken);
        gate.Release(2);
        var rest = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.Equal("data: one", first);
        Assert.Equal("\ndata: two\n\n", rest);
    }
}

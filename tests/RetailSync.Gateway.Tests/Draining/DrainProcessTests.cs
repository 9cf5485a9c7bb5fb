using System.Net.WebSockets;
using System.Text;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Draining;

/// <summary>The program and SIGTERM, over real sockets.</summary>
public sealed class DrainProcessTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Term_WithRequestsOfEveryKindInFlight_LosesNothing()
    {
        await using var upstream = new DrainUpstream();
        using var folder = upstream.Folder();
        await using var gateway = await GatewayProcess.StartAsync(folder.Path, "--Drain:NoticeSeconds=1", "--Drain:LimitSeconds=20");
        await using var keptAlive = await RawClient.ConnectAsync(gateway.Http);
        await using var idle = await RawClient.ConnectAsync(gateway.Http);
        await using var upload = await RawClient.ConnectAsync(gateway.Http);
        await using var http2 = await RawHttp2Client.ConnectAsync(gateway.Https);
        using var http1 = TestClients.Http1(gateway.Http);
        using var socket = await SocketAsync(gateway, "socket");
        await GetAsync(keptAlive, "now");
        await GetAsync(idle, "now");
        await upload.WriteAsync("POST /open/upload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 20000\r\n\r\n" + new string('x', 19_995));
        await http2.SendHeadersAsync(1, RawHttp2Client.Request("GET", "/open/held"));
        using var events = await http1.GetAsync(new Uri("/open/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancel);
        var held = http1.GetStringAsync(new Uri("/open/held", UriKind.Relative), Cancel);
        await upstream.Server.WaitForRequestsAsync(7);

        await gateway.SignalAsync("TERM");
        await Deadline.UntilAsync(async () => await gateway.ReadyAsync() == 503 ? "not ready" : null, "the gateway is not ready");
        await keptAlive.WriteAsync("GET /open/now HTTP/1.1\r\nHost: localhost\r\n\r\n");
        var duringNotice = await keptAlive.ReadAsync();
        var fresh = await RawClient.SendAsync(gateway.Http, "GET /open/now HTTP/1.1\r\nHost: localhost\r\n\r\n");

        var idleClosed = await idle.IsClosedAsync();
        var closing = await socket.ReceiveAsync(new byte[100], Cancel);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Cancel);
        var stillUp = await gateway.ReadyAsync();
        upstream.Release();
        await upload.WriteAsync("67890");

        Assert.Equal(("at once", true), (duringNotice!.Text, duringNotice.IsClosed));
        Assert.Equal(("at once", true), (fresh!.Text, fresh.IsClosed));
        Assert.True(idleClosed);
        Assert.Equal((WebSocketMessageType.Close, (WebSocketCloseStatus?)1001), (closing.MessageType, closing.CloseStatus));
        Assert.Equal(WebSocketCloseStatus.NormalClosure, await upstream.Closed);
        Assert.Equal(503, stillUp);
        Assert.Equal("late", await held);
        Assert.Equal("data: first\n\ndata: last\n\n", await events.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(("20000 bytes", true), await ReadAsync(upload));
        var overHttp2 = await http2.ReadAnswerAsync(1, endsAtGoAway: false);
        Assert.Equal(("200", "late"), (overHttp2.Outcome, overHttp2.Text));
        Assert.Equal(0, await gateway.WaitForExitAsync());
        Assert.Contains("everything in flight has finished", gateway.Output);
    }

    [Fact]
    public async Task Term_PastTheBound_EndsEventStreamsAndCutsTheRest()
    {
        await using var upstream = new DrainUpstream();
        using var folder = upstream.Folder();
        await using var gateway = await GatewayProcess.StartAsync(folder.Path, "--Drain:NoticeSeconds=0", "--Drain:LimitSeconds=2");
        await using var held = await RawClient.ConnectAsync(gateway.Http);
        await using var events = await RawClient.ConnectAsync(gateway.Http);
        await held.WriteAsync("GET /open/held HTTP/1.1\r\nHost: localhost\r\n\r\n");
        await events.WriteAsync("GET /open/events HTTP/1.1\r\nHost: localhost\r\n\r\n");
        await upstream.Server.WaitForRequestsAsync(2);

        await gateway.SignalAsync("TERM");
        var ended = await events.ReadAsync();
        var cut = await held.ReadAsync();

        // Read to its last chunk: the stream has ended, it was not torn.
        Assert.Equal("data: first\n\n", ended!.Text);
        Assert.Null(cut);
        Assert.Equal(3, await gateway.WaitForExitAsync());
        Assert.Contains("1 exchanges were cut off", gateway.Output);
    }

    [Fact]
    public async Task Term_WebSocketThatSendsWithoutEnd_GetsItsCloseFrameBetweenTwoMessages()
    {
        await using var upstream = new DrainUpstream();
        using var folder = upstream.Folder();
        await using var gateway = await GatewayProcess.StartAsync(folder.Path, "--Drain:NoticeSeconds=0", "--Drain:LimitSeconds=2");
        using var socket = await SocketAsync(gateway, "rude-socket");

        await gateway.SignalAsync("TERM");
        var buffer = new byte[300];
        ValueWebSocketReceiveResult last;
        var inMessage = false;
        do
        {
            // A frame that was cut would make the client fail here.
            last = await socket.ReceiveAsync(buffer.AsMemory(), Cancel);
            inMessage = last.MessageType == WebSocketMessageType.Close ? inMessage : !last.EndOfMessage;
        }
        while (last.MessageType != WebSocketMessageType.Close);

        Assert.Equal((WebSocketCloseStatus?)1001, socket.CloseStatus);
        Assert.False(inMessage);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Cancel);

        Assert.Equal(0, await gateway.WaitForExitAsync());
    }

    [Fact]
    public async Task Term_WebSocketClientDoesNotReply_UpstreamIsTold1001()
    {
        await using var upstream = new DrainUpstream();
        using var folder = upstream.Folder();
        await using var gateway = await GatewayProcess.StartAsync(folder.Path, "--Drain:NoticeSeconds=0", "--Drain:LimitSeconds=3");
        using var socket = await SocketAsync(gateway, "socket");

        await gateway.SignalAsync("TERM");

        Assert.Equal((WebSocketCloseStatus?)1001, await upstream.Closed);
        Assert.Equal(0, await gateway.WaitForExitAsync());
    }

    [Fact]
    public async Task Term_Twice_StopsNow()
    {
        await using var upstream = new DrainUpstream();
        using var folder = upstream.Folder();
        await using var gateway = await GatewayProcess.StartAsync(folder.Path, "--Drain:NoticeSeconds=300", "--Drain:LimitSeconds=300");
        await using var held = await RawClient.ConnectAsync(gateway.Http);
        await held.WriteAsync("GET /open/held HTTP/1.1\r\nHost: localhost\r\n\r\n");
        await upstream.Server.WaitForRequestsAsync(1);

        await gateway.SignalAsync("TERM");
        await Deadline.UntilAsync(async () => await gateway.ReadyAsync() == 503 ? "not ready" : null, "the gateway is not ready");
        await gateway.SignalAsync("INT");

        Assert.Equal(3, await gateway.WaitForExitAsync());
        Assert.Null(await held.ReadAsync());
    }

    private static async Task<ClientWebSocket> SocketAsync(GatewayProcess gateway, string path)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(gateway.Http) { Scheme = "ws", Path = $"/open/{path}" }.Uri, Cancel);
        await socket.SendAsync(Encoding.UTF8.GetBytes("hello"), WebSocketMessageType.Text, endOfMessage: true, Cancel);
        await socket.ReceiveAsync(new byte[100], Cancel);
        return socket;
    }

    private static async Task GetAsync(RawClient client, string path)
    {
        await client.WriteAsync($"GET /open/{path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        Assert.Equal(200, (await client.ReadAsync())!.Status);
    }

    private static async Task<(string, bool)> ReadAsync(RawClient client)
    {
        var answer = await client.ReadAsync();
        return (answer!.Text, answer.IsClosed);
    }
}

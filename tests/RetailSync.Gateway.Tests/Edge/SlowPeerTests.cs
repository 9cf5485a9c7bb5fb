using System.Net;
using System.Net.WebSockets;
using Microsoft.Extensions.DependencyInjection;
using RetailSync.Gateway.Draining;
using RetailSync.Gateway.Tests.Draining;
using RetailSync.Gateway.Tests.Errors;
using RetailSync.Gateway.Tests.Hosting;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Edge;

/// <summary>Callers that are slow, and callers that are many, are ended or held at the stated limits, and others are served meanwhile. 10,000 of each: bench/README.md.</summary>
[Collection(Alone.Name)]
[Trait("Attack", "E33")]
public sealed class SlowPeerTests
{
    private const int Many = 300;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Senders_ManySlowOnes_AreAllCutOffWhileABystanderIsServed()
    {
        var upstream = new DrainUpstream();
        await using var gateway = await StartAsync(upstream, "--Edge:HeaderSeconds=2", "--Edge:MinBodyBytesPerSecond=100000");
        var slow = new List<RawClient>();
        for (var number = 0; number < Many; number++)
        {
            var client = await RawClient.ConnectAsync(gateway.Http);
            await client.WriteAsync(number % 2 == 0 ? "GET /open/now HTTP/1.1\r\nHo" : "POST /open/upload HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\na");
            slow.Add(client);
        }

        var answers = Task.WhenAll(slow.Select(client => client.ReadAsync()));
        var served = 0;
        using var bystander = TestClients.Http1(gateway.Http);
        while (!answers.IsCompleted)
        {
            Assert.Equal("at once", await bystander.GetStringAsync(new Uri("/open/now", UriKind.Relative), Cancel));
            served++;
        }

        Assert.All(await answers, answer => RawProblem.AssertAndClosed(ProblemTypes.RequestTimeout, answer));
        Assert.True(served > 100, $"The bystander got {served} answers.");
        foreach (var client in slow)
        {
            await client.DisposeAsync();
        }
    }

    [Fact]
    public async Task Reader_ThatTakesNothing_IsCutOff()
    {
        var upstream = FakeUpstream.Sends(200_000_000);
        await using var gateway = await GatewayFixture.StartAsync(DrainUpstream.Yarp, upstream, arguments: ["--Edge:MinResponseBytesPerSecond=1000000"]);
        await using var client = await RawClient.ConnectAsync(gateway.Http);

        await client.WriteAsync("GET /open/large HTTP/1.1\r\nHost: a\r\n\r\n");

        await upstream.WaitForRequestsAsync(1);
        var drain = gateway.Host.Services.GetRequiredService<DrainState>();
        await Deadline.UntilAsync(() => Task.FromResult(drain.InFlight == 0 ? "ended" : null), "the exchange is given up");
    }

    [Fact]
    public async Task WebSockets_ManyIdleOnes_AreHeldAndStillWork()
    {
        var upstream = new DrainUpstream();
        await using var gateway = await StartAsync(upstream);
        var sockets = new List<ClientWebSocket>();
        for (var number = 0; number < Many; number++)
        {
            sockets.Add(await SocketAsync(gateway));
        }

        Assert.Equal(Many, gateway.Host.Services.GetRequiredService<OpenWebSockets>().Count);
        foreach (var socket in sockets)
        {
            await socket.SendAsync(new byte[] { 42 }, WebSocketMessageType.Binary, endOfMessage: true, Cancel);
            Assert.Equal(1, (await socket.ReceiveAsync(new byte[10], Cancel)).Count);
            socket.Dispose();
        }

        await Deadline.UntilAsync(() => Task.FromResult(gateway.Host.Services.GetRequiredService<OpenWebSockets>().Count == 0 ? "none" : null), "no connection is left");
    }

    [Fact]
    public async Task WebSockets_BeyondTheLimit_Are503()
    {
        var upstream = new DrainUpstream();
        await using var gateway = await StartAsync(upstream, "--Edge:MaxUpgradedConnections=2");
        using var first = await SocketAsync(gateway);
        using var second = await SocketAsync(gateway);
        using var third = new ClientWebSocket { Options = { CollectHttpResponseDetails = true } };

        await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync(third, gateway));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, third.HttpStatusCode);
        Assert.Equal(2, upstream.Server.Requests.Count);
    }

    [Fact]
    public async Task Connections_BeyondTheLimit_AreClosed()
    {
        var upstream = new DrainUpstream();
        await using var gateway = await StartAsync(upstream, "--Edge:MaxConnections=10");
        var held = new List<RawClient>();
        for (var number = 0; number < 10; number++)
        {
            held.Add(await RawClient.ConnectAsync(gateway.Http));
            await held[^1].WriteAsync("GET /open/now HTTP/1.1\r\nHost: a\r\n\r\n");
            Assert.Equal(200, (await held[^1].ReadAsync())!.Status);
        }

        await using var beyond = await RawClient.ConnectAsync(gateway.Http);
        Assert.True(await beyond.IsClosedAsync());
        foreach (var client in held)
        {
            await client.DisposeAsync();
        }
    }

    private static Task<GatewayFixture> StartAsync(DrainUpstream upstream, params string[] arguments) => GatewayFixture.StartAsync(DrainUpstream.Yarp, upstream.Server, arguments: arguments);

    private static async Task<ClientWebSocket> SocketAsync(GatewayFixture gateway)
    {
        var socket = new ClientWebSocket();
        await ConnectAsync(socket, gateway);
        return socket;
    }

    private static Task ConnectAsync(ClientWebSocket socket, GatewayFixture gateway) => socket.ConnectAsync(new UriBuilder(gateway.Http) { Scheme = "ws", Path = "/open/socket" }.Uri, Cancel);
}

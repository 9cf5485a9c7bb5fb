using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using RetailSync.EndToEnd.Hosting;

namespace RetailSync.EndToEnd.Streaming;

/// <summary>A listener of the warehouse's stock feed.</summary>
internal sealed class StockFeedClient : IDisposable
{
    private readonly ClientWebSocket _socket = new();

    /// <summary>The status of the handshake.</summary>
    public HttpStatusCode Status => _socket.HttpStatusCode;

    /// <summary>Connects over HTTP/1.1 or HTTP/2; the handshake's refusal is a WebSocketException, and <see cref="Status"/> tells its status.</summary>
    public async Task ConnectAsync(SandboxGateway gateway, int http, string? consumer)
    {
        _socket.Options.HttpVersion = http == 2 ? HttpVersion.Version20 : HttpVersion.Version11;
        _socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        _socket.Options.CollectHttpResponseDetails = true;
        if (consumer is not null)
        {
            _socket.Options.SetRequestHeader("Authorization", $"Bearer {await gateway.TokenAsync(consumer)}");
        }

        var address = new UriBuilder(http == 2 ? gateway.Host.Https! : gateway.Host.Http!) { Scheme = http == 2 ? "wss" : "ws", Path = "/wms/v1/stock-feed" }.Uri;
        await _socket.ConnectAsync(address, gateway.Client(http), TestContext.Current.CancellationToken);
    }

    public Task SendAsync(string text) => _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);

    /// <summary>The next message that the filter lets through.</summary>
    public async Task<JsonNode> ReceiveAsync(Func<JsonNode, bool> wanted)
    {
        var buffer = new byte[16_384];
        while (true)
        {
            var received = await _socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
            Assert.Equal(WebSocketMessageType.Text, received.MessageType);
            var message = JsonNode.Parse(buffer.AsSpan(0, received.Count))!;
            if (wanted(message))
            {
                return message;
            }
        }
    }

    public Task CloseAsync() => _socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, TestContext.Current.CancellationToken);

    public void Dispose() => _socket.Dispose();
}

using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Draining;

/// <summary>
/// An upstream whose answers take as long as the test says: <c>/held</c> answers when released, <c>/events</c> streams one event and then nothing until released,
/// <c>/socket</c> is a WebSocket that echoes, <c>/rude-socket</c> one that sends on and on and never closes, anything else answers at once.
/// </summary>
internal sealed class DrainUpstream : IAsyncDisposable
{
    public const string Yarp = """
        {
          "ReverseProxy": {
            "Routes": { "open": { "ClusterId": "crm", "Match": { "Path": "/open/{**rest}" }, "Transforms": [{ "PathRemovePrefix": "/open" }], "Policies": { "public": true } } },
            "Clusters": { "crm": { "Destinations": { "one": { "Address": "{{upstream}}" } } } }
          }
        }
        """;

    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<WebSocketCloseStatus?> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public DrainUpstream() => Server = FakeUpstream.Handles(AnswerAsync, readsBody: false);

    public FakeUpstream Server { get; }

    /// <summary>With which status the WebSocket was closed from the gateway's side; null: without a close frame.</summary>
    public Task<WebSocketCloseStatus?> Closed => _closed.Task.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System);

    /// <summary>What the WebSocket received.</summary>
    public List<string> Messages { get; } = [];

    /// <summary>A folder for a gateway in front of it.</summary>
    public GatewayFolder Folder() => new(Yarp, new Dictionary<string, string> { ["upstream"] = Server.Address.ToString() });

    public void Release() => _released.TrySetResult();

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        switch (context.Request.Path.Value)
        {
            case "/held":
                await _released.Task.WaitAsync(context.RequestAborted);
                await context.Response.WriteAsync("late", context.RequestAborted);
                break;
            case "/upload":
                using (var body = new MemoryStream())
                {
                    await context.Request.Body.CopyToAsync(body, context.RequestAborted);
                    await context.Response.WriteAsync($"{body.Length} bytes", context.RequestAborted);
                }

                break;
            case "/events":
                context.Response.ContentType = "text/event-stream";
                await context.Response.WriteAsync("data: first\n\n", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await _released.Task.WaitAsync(context.RequestAborted);
                await context.Response.WriteAsync("data: last\n\n", context.RequestAborted);
                break;
            case "/socket":
                await EchoAsync(context);
                break;
            case "/rude-socket":
                await SendForeverAsync(context);
                break;
            default:
                await context.Response.WriteAsync("at once", context.RequestAborted);
                break;
        }
    }

    private async Task EchoAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[4_096];
        try
        {
            while (true)
            {
                var received = await socket.ReceiveAsync(buffer, context.RequestAborted);
                if (received.MessageType == WebSocketMessageType.Close)
                {
                    _closed.TrySetResult(received.CloseStatus);
                    await socket.CloseOutputAsync(received.CloseStatus!.Value, "", context.RequestAborted);
                    return;
                }

                Messages.Add(System.Text.Encoding.UTF8.GetString(buffer, 0, received.Count));
                await socket.SendAsync(buffer.AsMemory(0, received.Count), received.MessageType, received.EndOfMessage, context.RequestAborted);
            }
        }
        catch (Exception cut) when (cut is WebSocketException or OperationCanceledException)
        {
            _closed.TrySetResult(null);
        }
    }

    // Messages in fragments, so that a close frame has few places where it may go.
    private static async Task SendForeverAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var fragment = new byte[300];
        for (var number = 1; ; number++)
        {
            await socket.SendAsync(fragment, WebSocketMessageType.Binary, endOfMessage: number % 5 == 0, context.RequestAborted);
            await Task.Yield();
        }
    }
}

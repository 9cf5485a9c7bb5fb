using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace RetailSync.Bench.Soak;

/// <summary>Answers a request with a few bytes, reads bodies for as long as they come, and holds WebSocket connections.</summary>
internal sealed class SoakUpstream : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SoakUpstream(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    public static async Task<SoakUpstream> StartAsync(int http)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.Http2.MaxStreamsPerConnection = 1_000;
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = http == 2 ? HttpProtocols.Http2 : HttpProtocols.Http1);
        });
        var app = builder.Build();
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.Zero });
        app.Run(AnswerAsync);
        await app.StartAsync();
        return new SoakUpstream(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task AnswerAsync(HttpContext context)
    {
        try
        {
            if (context.WebSockets.IsWebSocketRequest)
            {
                using var socket = await context.WebSockets.AcceptWebSocketAsync();
                while ((await socket.ReceiveAsync(Memory<byte>.Empty, context.RequestAborted)).MessageType != WebSocketMessageType.Close)
                {
                    await socket.ReceiveAsync(new byte[16].AsMemory(), context.RequestAborted);
                }

                return;
            }

            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            await context.Response.WriteAsync("""{"answer":42}""", context.RequestAborted);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException or WebSocketException or Microsoft.AspNetCore.Http.BadHttpRequestException)
        {
            // The other side has ended it.
        }
    }
}

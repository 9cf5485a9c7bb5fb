using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace RetailSync.Testing;

/// <summary>How a fake upstream answers.</summary>
/// <param name="Handler">What it does with a request.</param>
/// <param name="ReadsBody">Whether the body is read and recorded before the handler runs; the handler can then read it again.</param>
public sealed record UpstreamBehaviour(RequestDelegate Handler, bool ReadsBody = true)
{
    /// <summary>Answers with a status and, where given, a body.</summary>
    public static UpstreamBehaviour Returns(int status, string? body = null, string contentType = "application/json") => new(async context =>
    {
        context.Response.StatusCode = status;
        if (body is not null)
        {
            context.Response.ContentType = contentType;
            await context.Response.WriteAsync(body, context.RequestAborted);
        }
    });

    /// <summary>Answers with what it received.</summary>
    public static UpstreamBehaviour Echo() => new(async context =>
    {
        context.Response.ContentType = context.Request.ContentType;
        await context.Request.Body.CopyToAsync(context.Response.Body, context.RequestAborted);
    });

    /// <summary>Streams events, each flushed, and then ends.</summary>
    public static UpstreamBehaviour StreamsEvents(params string[] events) => new(async context =>
    {
        context.Response.ContentType = "text/event-stream";
        foreach (var data in events)
        {
            await context.Response.WriteAsync($"data: {data}\n\n", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    });

    /// <summary>Streams one event, and the next ones each time the gate is released.</summary>
    public static UpstreamBehaviour StreamsEvents(SemaphoreSlim gate, params string[] events) => new(async context =>
    {
        context.Response.ContentType = "text/event-stream";
        foreach (var data in events)
        {
            await context.Response.WriteAsync($"data: {data}\n\n", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await gate.WaitAsync(context.RequestAborted);
        }
    });

    /// <summary>Sends every WebSocket message back until the client closes.</summary>
    public static UpstreamBehaviour EchoesWebSocket() => new(EchoWebSocketAsync, ReadsBody: false);

    /// <summary>Never answers.</summary>
    public static UpstreamBehaviour Hangs() => new(context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted));

    /// <summary>Cuts the connection before the body is read.</summary>
    public static UpstreamBehaviour ClosesBeforeReading() => new(Cut, ReadsBody: false);

    /// <summary>Cuts the connection after the body was read.</summary>
    public static UpstreamBehaviour ClosesAfterReading() => new(Cut);

    /// <summary>Answers with this many bytes.</summary>
    public static UpstreamBehaviour Sends(long bytes) => new(async context =>
    {
        context.Response.ContentType = "application/octet-stream";
        context.Response.ContentLength = bytes;
        var chunk = Encoding.ASCII.GetBytes(new string('x', 16_384));
        for (var left = bytes; left > 0; left -= chunk.Length)
        {
            await context.Response.Body.WriteAsync(chunk.AsMemory(0, (int)Math.Min(left, chunk.Length)), context.RequestAborted);
        }
    });

    private static Task Cut(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    private static async Task EchoWebSocketAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        var protocol = context.WebSockets.WebSocketRequestedProtocols.FirstOrDefault();
        using var socket = await context.WebSockets.AcceptWebSocketAsync(protocol);
        var buffer = new byte[16_384];
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer, context.RequestAborted);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                await socket.CloseAsync(received.CloseStatus ?? WebSocketCloseStatus.NormalClosure, received.CloseStatusDescription, context.RequestAborted);
                return;
            }

            await socket.SendAsync(buffer.AsMemory(0, received.Count), received.MessageType, received.EndOfMessage, context.RequestAborted);
        }
    }
}

using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;

namespace RetailSync.Sandbox.Wms;

/// <summary>The stock feed over a WebSocket: a message per change, and a pong for each ping.</summary>
internal sealed class StockFeed(ChangeFeed<StockMessage> feed)
{
    private static readonly byte[] Pong = """{"type":"pong"}"""u8.ToArray();

    /// <summary>Serves one listener until it goes or the sandbox stops.</summary>
    public async Task ServeAsync(HttpContext context, IHostApplicationLifetime lifetime)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.Headers.Upgrade = "websocket";
            await Refusal.Of(426, "upgrade-required", "Upgrade required.", "The stock feed speaks WebSocket only.").WriteAsync(context);
            return;
        }

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);

        // Listening begins before the handshake is answered: a change right after it is not missed.
        using var listener = feed.Listen(after: null);
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        using var sending = new SemaphoreSlim(1);
        var push = PushAsync(socket, sending, listener.Changes, ending.Token);
        try
        {
            await AnswerPingsAsync(socket, sending, ending.Token);
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException)
        {
            // The listener went without a farewell, or the sandbox stops.
        }

        await ending.CancelAsync();
        await push;
    }

    private static async Task PushAsync(WebSocket socket, SemaphoreSlim sending, ChannelReader<Change<StockMessage>> changes, CancellationToken ending)
    {
        try
        {
            await foreach (var change in changes.ReadAllAsync(ending))
            {
                await SendAsync(socket, sending, JsonSerializer.SerializeToUtf8Bytes(change.Value, JsonSerializerOptions.Web), ending);
            }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException)
        {
            // Said by the reading side already.
        }
    }

    private static async Task AnswerPingsAsync(WebSocket socket, SemaphoreSlim sending, CancellationToken ending)
    {
        var buffer = new byte[4_096];
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer, ending);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, ending);
                return;
            }

            if (!received.EndOfMessage)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.MessageTooBig, "A message has at most 4096 bytes.", ending);
                return;
            }

            if (IsPing(buffer.AsSpan(0, received.Count)))
            {
                await SendAsync(socket, sending, Pong, ending);
            }
        }
    }

    private static bool IsPing(ReadOnlySpan<byte> message)
    {
        try
        {
            var reader = new Utf8JsonReader(message);
            return JsonElement.TryParseValue(ref reader, out var said)
                && said.Value is { ValueKind: JsonValueKind.Object } spoken
                && spoken.TryGetProperty("type", out var type)
                && type.ValueKind == JsonValueKind.String
                && type.ValueEquals("ping"u8);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // A WebSocket allows one send at a time, and pongs and changes come from two sides.
    private static async Task SendAsync(WebSocket socket, SemaphoreSlim sending, byte[] message, CancellationToken ending)
    {
        await sending.WaitAsync(ending);
        try
        {
            await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, ending);
        }
        finally
        {
            sending.Release();
        }
    }
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace RetailSync.Sandbox.Oms;

/// <summary>Order changes as server-sent events, with a comment as a heartbeat while nothing happens.</summary>
internal sealed class OrderStream(ChangeFeed<Order> feed, TimeProvider clock)
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);
    private static readonly byte[] Opening = Encoding.UTF8.GetBytes(": open\n\n");
    private static readonly byte[] Beat = Encoding.UTF8.GetBytes(": heartbeat\n\n");
    private static readonly JsonSerializerOptions Json = MakeJson();

    /// <summary>Streams until the caller goes or the sandbox stops. <c>Last-Event-ID</c> brings what was missed, as far back as 1,000 changes.</summary>
    public async Task StreamAsync(HttpContext context, IHostApplicationLifetime lifetime)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        var after = long.TryParse(context.Request.Headers["Last-Event-ID"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last : (long?)null;
        using var listener = feed.Listen(after);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-cache";
        try
        {
            await SendAsync(context, Opening, ending.Token);
            await PumpAsync(context, listener.Changes, ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task PumpAsync(HttpContext context, ChannelReader<Change<Order>> changes, CancellationToken ending)
    {
        using var timer = new PeriodicTimer(Heartbeat, clock);
        var next = changes.ReadAsync(ending).AsTask();
        var tick = timer.WaitForNextTickAsync(ending).AsTask();
        while (true)
        {
            if (await Task.WhenAny(next, tick) == tick)
            {
                await tick;
                await SendAsync(context, Beat, ending);
                tick = timer.WaitForNextTickAsync(ending).AsTask();
            }
            else
            {
                var change = await next;
                var text = $"id: {change.Sequence}\nevent: order-changed\ndata: {JsonSerializer.Serialize(change.Value, Json)}\n\n";
                await SendAsync(context, Encoding.UTF8.GetBytes(text), ending);
                next = changes.ReadAsync(ending).AsTask();
            }
        }
    }

    private static async Task SendAsync(HttpContext context, byte[] bytes, CancellationToken ending)
    {
        await context.Response.Body.WriteAsync(bytes, ending);
        await context.Response.Body.FlushAsync(ending);
    }

    private static JsonSerializerOptions MakeJson()
    {
        var json = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        WebServer.Configure(json);
        return json;
    }
}

using System.Globalization;
using System.Text;
using System.Text.Json;

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
        var changes = feed.Listen(after, ending.Token);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-cache";
        try
        {
            await SendAsync(context, Opening, ending.Token);
            await PumpAsync(context, changes, ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task PumpAsync(HttpContext context, IAsyncEnumerable<Change<Order>> changes, CancellationToken ending)
    {
        await using var items = changes.GetAsyncEnumerator(ending);
        using var timer = new PeriodicTimer(Heartbeat, clock);
        var next = items.MoveNextAsync().AsTask();
        var tick = timer.WaitForNextTickAsync(ending).AsTask();
        try
        {
            while (true)
            {
                if (await Task.WhenAny(next, tick) == tick)
                {
                    await tick;
                    await SendAsync(context, Beat, ending);
                    tick = timer.WaitForNextTickAsync(ending).AsTask();
                }
                else if (await next)
                {
                    var change = items.Current;
                    var text = $"id: {change.Sequence}\nevent: order-changed\ndata: {JsonSerializer.Serialize(change.Value, Json)}\n\n";
                    await SendAsync(context, Encoding.UTF8.GetBytes(text), ending);
                    next = items.MoveNextAsync().AsTask();
                }
                else
                {
                    return;
                }
            }
        }
        finally
        {
            // An iterator must not be disposed of while it moves; what ended this ends that too.
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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

using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace RetailSync.Events.Log;

/// <summary>Sends events as they come, as server-sent events (HTML, section 9.2): the id is the place in the log, the data is the event in CloudEvents' JSON format.</summary>
internal sealed class EventStream(EventPages pages, TimeProvider clock)
{
    private const int Batch = 100;
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>Runs until it is cancelled, by the client or because the gateway stops.</summary>
    public async Task RunAsync(HttpContext context, EventQuery query, CancellationToken ends)
    {
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        var after = query.After;
        var body = context.Response.Body;
        try
        {
            await body.WriteAsync(": events\n\n"u8.ToArray(), ends);
            await body.FlushAsync(ends);
            while (true)
            {
                var start = clock.GetTimestamp();
                var page = await pages.WaitAsync(query.Filter, after, Batch, Heartbeat, ends);
                foreach (var stored in page.Events)
                {
                    await body.WriteAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"id: {stored.Seq}\ndata: ")), ends);
                    await body.WriteAsync(WithoutLineBreaks(CloudEventWriter.ToStructured(stored)), ends);
                    await body.WriteAsync("\n\n"u8.ToArray(), ends);
                }

                if (page.Events.Count == 0 && clock.GetElapsedTime(start) >= Heartbeat)
                {
                    // With the place in it, a client that comes back does not look through what it has no interest in again.
                    await body.WriteAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $": heartbeat {page.ScannedTo}\n\n")), ends);
                }

                after = page.ScannedTo;
                await body.FlushAsync(ends);
            }
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            // Ends between two events, or within the last one, which a client drops when its blank line is missing.
        }
    }

    // Data keeps the layout that its system gave it; inside JSON a line break is only white space.
    private static ReadOnlyMemory<byte> WithoutLineBreaks(ReadOnlyMemory<byte> json)
    {
        if (json.Span.IndexOfAny((byte)'\n', (byte)'\r') < 0)
        {
            return json;
        }

        var flat = json.ToArray();
        flat.AsSpan().Replace((byte)'\n', (byte)' ');
        flat.AsSpan().Replace((byte)'\r', (byte)' ');
        return flat;
    }
}

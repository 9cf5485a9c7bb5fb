using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RetailSync.Gateway;

namespace RetailSync.Events.Log;

/// <summary>Serves the log to those who pull: pages, waiting polls, and streams.</summary>
internal sealed class EventEndpoints(EventLog log, EventPages pages, EventStream stream, OpenReads open, IEndpointAnswers answers) : IProductEndpoints
{
    /// <summary>The log's mark.</summary>
    public static readonly ProductEndpoint Endpoint = new("events", "gateway.events");

    /// <inheritdoc/>
    public IReadOnlyList<ProductEndpoint> Endpoints => [Endpoint];

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/events", (RequestDelegate)List).WithName("ListEvents").WithSummary("The change events, oldest first").WithMetadata(Endpoint);
        routes.MapGet("/events/{id}", (string id, HttpContext context) => Find(id, context)).WithName("FindEvent").WithSummary("One change event").WithMetadata(Endpoint);
    }

    private async Task List(HttpContext context)
    {
        var faults = new List<ProblemError>();
        var query = EventQuery.Read(context.Request.Query, faults);
        var isStream = context.Request.Headers.Accept.Any(accept => accept?.Contains("text/event-stream", StringComparison.OrdinalIgnoreCase) == true);
        if (isStream && context.Request.Headers.TryGetValue("Last-Event-ID", out var last))
        {
            // The browser's reconnection: it wins over the address, which it cannot change.
            if (long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var seq))
            {
                query = query with { After = seq };
            }
            else
            {
                faults.Add(new ProblemError("/header/Last-Event-ID", null, "must be the id of an event of this stream: a number."));
            }
        }

        if (faults.Count > 0)
        {
            await answers.RefuseAsync(context, new Problem(ProblemTypes.SchemaMismatch, $"{faults.Count} faults in the query.") { Errors = faults });
            return;
        }

        if (!isStream && query.Wait == 0)
        {
            await WriteAsync(context, await pages.ReadAsync(query.Filter, query.After, query.Limit, context.RequestAborted));
            return;
        }

        var consumer = answers.ExchangeOf(context).Caller?.Consumer.Id ?? "";
        using var held = open.TryOpen(consumer);
        if (held is null)
        {
            await answers.RefuseAsync(context, new Problem(ProblemTypes.TemporaryReducedCapacity, "This consumer holds as many streams and waiting polls of events as it may.").With("Retry-After", "5"));
            return;
        }

        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, answers.StreamsEnd);
        if (isStream)
        {
            answers.Begin(context);
            await stream.RunAsync(context, query, ends.Token);
            return;
        }

        EventPage page;
        try
        {
            page = await pages.WaitAsync(query.Filter, query.After, query.Limit, TimeSpan.FromSeconds(query.Wait), ends.Token);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            // The gateway stops: what there is now is the answer, and the next poll goes elsewhere.
            page = new EventPage([], query.After);
        }

        await WriteAsync(context, page);
    }

    private async Task Find(string id, HttpContext context)
    {
        if (await log.FindAsync(id, context.RequestAborted) is not { } stored)
        {
            await answers.RefuseAsync(context, new Problem(ProblemTypes.UnknownEvent, "No event has this id."));
            return;
        }

        answers.Begin(context);
        context.Response.ContentType = CloudEventWriter.StructuredType;
        await context.Response.Body.WriteAsync(CloudEventWriter.ToStructured(stored), context.RequestAborted);
    }

    private async Task WriteAsync(HttpContext context, EventPage page)
    {
        answers.Begin(context);
        context.Response.ContentType = CloudEventWriter.BatchType;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Link = $"</events{EventQuery.Next(page.ScannedTo, context.Request.Query)}>; rel=\"next\"";
        await using var writer = new Utf8JsonWriter(context.Response.BodyWriter);
        writer.WriteStartArray();
        foreach (var stored in page.Events)
        {
            CloudEventWriter.Write(writer, stored);
        }

        writer.WriteEndArray();
        await writer.FlushAsync(context.RequestAborted);
    }
}

namespace RetailSync.Gateway.Endpoints;

/// <summary>Serves the schemas of events' data, where the CloudEvents attribute <c>dataschema</c> points to.</summary>
internal sealed class EventSchemaEndpoints(IEndpointAnswers answers) : IProductEndpoints
{
    private const string Version = "v";
    private const string MediaType = "application/schema+json";

    private static readonly ProductEndpoint Schemas = new("event-schemas", "events.read");

    /// <inheritdoc/>
    public IReadOnlyList<ProductEndpoint> Endpoints { get; } = [Schemas];

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/catalog/events/{type}/schema", FindAsync).WithName("FindEventSchema").WithSummary("What the data of a type of event is").WithMetadata(Schemas);

    private async Task FindAsync(string type, HttpContext context)
    {
        if (!answers.ExchangeOf(context).Snapshot.Events.TryGetValue(type, out var contract) || contract.Schema is not { IsEmpty: false } schema)
        {
            await answers.RefuseAsync(context, new Problem(ProblemTypes.UnknownApi, "No event contract describes the data of this type of event."));
            return;
        }

        // An event keeps the version that it was judged by; another one's schema would be a wrong answer.
        if (context.Request.Query[Version] is { Count: > 0 } asked && !contract.DataSchema.EndsWith($"?{Version}={asked}", StringComparison.Ordinal))
        {
            await answers.RefuseAsync(context, new Problem(ProblemTypes.UnknownApi, $"This version of the schema is no longer in force. In force is {contract.DataSchema}."));
            return;
        }

        answers.Begin(context);
        context.Response.ContentType = MediaType;
        context.Response.ContentLength = schema.Length;
        await context.Response.Body.WriteAsync(schema, context.RequestAborted);
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RetailSync.Events.Journal;
using RetailSync.Events.Recovery;
using RetailSync.Events.Retention;
using RetailSync.Events.Sealing;
using RetailSync.Gateway;

namespace RetailSync.Events.Operations;

/// <summary>The endpoints about operations: <c>/operations</c> on the data port.</summary>
/// <remarks>The snapshot names every endpoint, and what the handlers use reads the snapshot: so they take it with each request, and this class takes nothing.</remarks>
internal sealed class OperationEndpoints : IProductEndpoints
{
    /// <summary>The scope of those who may see every operation.</summary>
    public const string ReadScope = "gateway.operations";

    private static readonly ProductEndpoint ListMark = new("operations", ReadScope);
    private static readonly ProductEndpoint OneMark = new("operation") { AnyCaller = true };
    private static readonly ProductEndpoint DecideMark = new("operation-decisions", "gateway.operations.decide");
    private static readonly ProductEndpoint EraseMark = new("operation-erasures", "gateway.erase");

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <inheritdoc/>
    public IReadOnlyList<ProductEndpoint> Endpoints { get; } = [ListMark, OneMark, DecideMark, EraseMark];

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/operations", ListAsync).WithName("ListOperations").WithSummary("Journalled changes, by state").WithMetadata(ListMark);
        routes.MapGet("/operations/{id}", FindAsync).WithName("FindOperation").WithSummary("What became of a change").WithMetadata(OneMark);
        routes.MapPost("/operations/{id}/resolution", DecideAsync).WithName("DecideOperation").WithSummary("Decides an unknown outcome").WithMetadata(DecideMark);
        routes.MapPost("/operations/{id}/rebuild-event", RebuildAsync).WithName("RebuildEvent").WithSummary("Builds a placeholder's event again").WithMetadata(DecideMark);
        routes.MapPost("/operations/erasures", EraseAsync).WithName("EraseSubject").WithSummary("Erases what is kept about a subject").WithMetadata(EraseMark);
    }

    private static Task ListAsync(HttpContext context, OperationQueries queries, IEndpointAnswers answers) => GuardAsync(context, answers, async cancel =>
    {
        var faults = new List<ProblemError>();
        var filter = OperationQueryText.Read(context.Request.Query, faults);
        if (faults.Count > 0)
        {
            await answers.RefuseAsync(context, new Problem(ProblemTypes.SchemaMismatch, "The query cannot be used.") { Errors = faults });
            return;
        }

        var rows = await queries.ListAsync(filter, cancel);
        var links = new Dictionary<string, string> { ["self"] = context.Request.Path + context.Request.QueryString };
        if (rows.Count == filter.Limit)
        {
            links["next"] = OperationQueryText.Next(context.Request.Query, rows[^1].Id);
        }

        await WriteAsync(context, answers, new { items = rows.Select(OperationView.ForOperator), links }, cancel);
    });

    private static Task FindAsync(HttpContext context, string id, OperationQueries queries, BodySeal seal, IEndpointAnswers answers) => GuardAsync(context, answers, async cancel =>
    {
        var caller = answers.ExchangeOf(context).Caller!;
        var isOperator = caller.Scopes.Contains(ReadScope);
        if (await FindRowAsync(queries, id, cancel) is not { } row || (!isOperator && (row.Consumer.Length == 0 || row.Consumer != caller.Consumer.Id)))
        {
            await RefuseUnknownAsync(context, answers);
            return;
        }

        var view = isOperator ? await DetailAsync(queries, row, cancel) : OperationView.ForOwner(row);

        // What the system said is the business of the one who asked it.
        var isOwner = row.Consumer.Length > 0 && row.Consumer == caller.Consumer.Id;
        await WriteAsync(context, answers, isOwner ? view with { Answer = LateAnswer.Of(row, seal) } : view, cancel);
    });

    private static Task DecideAsync(HttpContext context, string id, OperationQueries queries, OperationDecisions decisions, IEndpointAnswers answers) => GuardAsync(context, answers, async cancel =>
    {
        var faults = new List<ProblemError>();
        using var document = await RequestJson.ReadAsync(context, answers, cancel);
        if (document is null)
        {
            return;
        }

        if (DecisionRequest.Read(document.RootElement, faults) is not { } request)
        {
            await answers.RefuseAsync(context, new Problem(ProblemTypes.SchemaMismatch, "The decision cannot be used.") { Errors = faults });
            return;
        }

        if (await FindRowAsync(queries, id, cancel) is not { } row)
        {
            await RefuseUnknownAsync(context, answers);
            return;
        }

        if (!await decisions.DecideAsync(row, request, answers.ExchangeOf(context).Caller!.Consumer.Id, cancel))
        {
            var now = await queries.FindAsync(row.Id, cancel) ?? row;
            await answers.RefuseAsync(
                context, new Problem(ProblemTypes.DecisionRefused, $"The operation is {JournalMetrics.Label(now.State)}" + (now.LeasedUntil is null ? "." : ", and a resolver is at work on it.")));
            return;
        }

        await WriteAsync(context, answers, await DetailAsync(queries, await queries.FindAsync(row.Id, cancel) ?? row, cancel), cancel);
    });

    private static Task RebuildAsync(HttpContext context, string id, OperationQueries queries, EventRebuilder rebuilder, IEndpointAnswers answers) => GuardAsync(context, answers, async cancel =>
    {
        if (await FindRowAsync(queries, id, cancel) is not { } row)
        {
            await RefuseUnknownAsync(context, answers);
            return;
        }

        var (rebuilt, left) = await rebuilder.RebuildAsync(row.Id, cancel);
        await WriteAsync(context, answers, new { rebuilt, left, events = await queries.EventsAsync(row.Id, cancel) }, cancel);
    });

    private static Task EraseAsync(HttpContext context, Eraser eraser, IEndpointAnswers answers) => GuardAsync(context, answers, async cancel =>
    {
        using var document = await RequestJson.ReadAsync(context, answers, cancel);
        if (document is null)
        {
            return;
        }

        var faults = new List<ProblemError>();
        if (ErasureRequest.Read(document.RootElement, faults) is not { } request)
        {
            await answers.RefuseAsync(context, new Problem(ProblemTypes.SchemaMismatch, "The erasure cannot be carried out.") { Errors = faults });
            return;
        }

        await WriteAsync(context, answers, await eraser.EraseAsync(request.Subject, request.Reason, answers.ExchangeOf(context).Caller!.Consumer.Id, cancel), cancel);
    });

    private static async Task<OperationView> DetailAsync(OperationQueries queries, StoredOperation row, CancellationToken cancellationToken) =>
        OperationView.ForOperator(row) with { Events = await queries.EventsAsync(row.Id, cancellationToken), Decisions = await queries.DecisionsAsync(row.Id, cancellationToken) };

    private static Task<StoredOperation?> FindRowAsync(OperationQueries queries, string id, CancellationToken cancellationToken) =>
        Guid.TryParseExact(id, "D", out var known) ? queries.FindAsync(known, cancellationToken) : Task.FromResult<StoredOperation?>(null);

    private static ValueTask RefuseUnknownAsync(HttpContext context, IEndpointAnswers answers) =>
        answers.RefuseAsync(context, new Problem(ProblemTypes.OperationNotFound, "No operation with this id is known to this consumer."));

    private static async Task GuardAsync(HttpContext context, IEndpointAnswers answers, Func<CancellationToken, Task> work)
    {
        try
        {
            await work(context.RequestAborted);
        }
        catch (Exception trouble) when (StoreReading.IsTrouble(trouble) && !context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            await answers.RefuseAsync(
                context, new Problem(ProblemTypes.JournalUnavailable, "The journal cannot be used at the moment.") { Reason = trouble.Message }.With("Retry-After", "5"));
        }
    }

    private static async Task WriteAsync<T>(HttpContext context, IEndpointAnswers answers, T answer, CancellationToken cancellationToken)
    {
        answers.Begin(context);
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsJsonAsync(answer, Json, cancellationToken);
    }
}

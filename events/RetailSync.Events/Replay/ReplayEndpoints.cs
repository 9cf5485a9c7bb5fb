using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RetailSync.Events.Log;
using RetailSync.Events.Subscriptions;
using RetailSync.Gateway;

namespace RetailSync.Events.Replay;

/// <summary>The endpoints about replays: <c>/subscriptions/{id}/replays</c> on the data port.</summary>
internal sealed class ReplayEndpoints(ReplayStore replays, EventLog log, SubscriptionCalls calls, IEndpointAnswers answers, TimeProvider clock) : IProductEndpoints
{
    private const int Chunk = 1_000;
    private const int MostCounted = 1_000_000;
    private static readonly ProductEndpoint Mark = new("replays", "gateway.subscriptions.write", "gateway.events");

    /// <inheritdoc/>
    public IReadOnlyList<ProductEndpoint> Endpoints { get; } = [Mark];

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/subscriptions/{id}/replays", StartAsync).WithName("StartReplay").WithSummary("Sends events again").WithMetadata(Mark);
        routes.MapGet("/subscriptions/{id}/replays", ListAsync).WithName("ListReplays").WithSummary("A subscription's replays").WithMetadata(Mark);
        routes.MapGet("/subscriptions/{id}/replays/{replay}", FindAsync).WithName("FindReplay").WithSummary("How far a replay is").WithMetadata(Mark);
        routes.MapPost("/subscriptions/{id}/replays/{replay}/cancel", CancelAsync).WithName("CancelReplay").WithSummary("Ends a replay early").WithMetadata(Mark);
    }

    private Task StartAsync(HttpContext context, string id) => calls.WithAsync(context, id, async (subscription, cancel) =>
    {
        if (await calls.ReadAsync<ReplayRequest>(context, cancel) is not { } request)
        {
            return;
        }

        var faults = new List<ProblemError>();
        request.Check(faults);
        if (faults.Count > 0)
        {
            await answers.RefuseAsync(context, new Problem(ProblemTypes.SchemaMismatch, $"{faults.Count} faults in the replay.") { Errors = faults });
            return;
        }

        var last = Math.Min(request.ToSeq ?? long.MaxValue, await log.LastSeqAsync(cancel));
        var first = request.FromSeq ?? 1;
        if (request.From is { } from)
        {
            first = Math.Max(first, await log.FirstSinceAsync(from, cancel) ?? last + 1);
        }

        if (request.DryRun)
        {
            await CountAsync(context, subscription, request, first, last, cancel);
            return;
        }

        if (subscription.State != "active")
        {
            await calls.RefuseAsync(context, ProblemTypes.SubscriptionConflict, $"The subscription is {subscription.State}; resume it first.");
            return;
        }

        var replay = new ReplayState
        {
            Id = $"replay-{Guid.CreateVersion7():N}",
            Subscription = subscription.Id,
            Request = request,
            State = "running",
            Position = Math.Max(0, first - 1),
            LastSeq = last,
            CreatedAt = clock.GetUtcNow(),
            CreatedBy = calls.CallerOf(context).Consumer.Id,
        };
        await replays.AddAsync(replay, cancel);
        context.Response.Headers.Location = $"/subscriptions/{subscription.Id}/replays/{replay.Id}";
        await calls.WriteAsync(context, replay, StatusCodes.Status201Created, cancel);
    });

    private Task ListAsync(HttpContext context, string id) => calls.WithAsync(context, id, async (subscription, cancel) =>
        await calls.WriteAsync(context, new { items = await replays.ListAsync(subscription.Id, cancel) }, StatusCodes.Status200OK, cancel));

    private Task FindAsync(HttpContext context, string id, string replay) => calls.WithAsync(context, id, async (subscription, cancel) =>
    {
        if (await replays.FindAsync(subscription.Id, replay, cancel) is { } found)
        {
            await calls.WriteAsync(context, found, StatusCodes.Status200OK, cancel);
            return;
        }

        await calls.RefuseAsync(context, ProblemTypes.UnknownEvent, "The subscription has no such replay.");
    });

    private Task CancelAsync(HttpContext context, string id, string replay) => calls.WithAsync(context, id, async (subscription, cancel) =>
    {
        if (await replays.FindAsync(subscription.Id, replay, cancel) is null)
        {
            await calls.RefuseAsync(context, ProblemTypes.UnknownEvent, "The subscription has no such replay.");
        }
        else if (await replays.CancelAsync(replay, cancel))
        {
            await calls.WriteAsync(context, (await replays.FindAsync(subscription.Id, replay, cancel))!, StatusCodes.Status200OK, cancel);
        }
        else
        {
            await calls.RefuseAsync(context, ProblemTypes.SubscriptionConflict, "The replay has ended already.");
        }
    });

    private async Task CountAsync(HttpContext context, Subscription subscription, ReplayRequest request, long first, long last, CancellationToken cancellationToken)
    {
        var filter = SubscriptionRules.ToFilter(subscription.Definition);
        var (count, looked, after) = (0L, 0, first - 1);
        while (after < last && looked < MostCounted)
        {
            var heads = await log.HeadsAsync(after, Chunk, cancellationToken);
            count += heads.Count(head => head.Seq <= last && filter.Matches(head) && request.Matches(head));
            looked += heads.Count;
            after = heads.Count < Chunk ? last : heads[^1].Seq;
        }

        await calls.WriteAsync(context, new { dryRun = true, count, isComplete = after >= last, fromSeq = first, toSeq = last }, StatusCodes.Status200OK, cancellationToken);
    }
}

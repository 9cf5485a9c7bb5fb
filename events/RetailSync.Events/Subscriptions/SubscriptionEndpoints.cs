using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RetailSync.Events.Delivery;
using RetailSync.Gateway;

namespace RetailSync.Events.Subscriptions;

/// <summary>The endpoints about subscriptions: <c>/subscriptions</c> on the data port.</summary>
internal sealed class SubscriptionEndpoints(
    SubscriptionStore store, SubscriptionManager manager, SubscriptionStatusReader status, ProgressStore progress, DeadLetterDecisions decisions, SubscriptionCalls calls) : IProductEndpoints
{
    private static readonly ProductEndpoint ReadMark = new("subscriptions", "gateway.subscriptions");

    // Whoever subscribes gets events, so it takes what reading them takes.
    private static readonly ProductEndpoint WriteMark = new("subscription-changes", "gateway.subscriptions.write", "gateway.events");

    /// <inheritdoc/>
    public IReadOnlyList<ProductEndpoint> Endpoints { get; } = [ReadMark, WriteMark];

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/subscriptions", (RequestDelegate)ListAsync).WithName("ListSubscriptions").WithSummary("The caller's subscriptions").WithMetadata(ReadMark);
        routes.MapPost("/subscriptions", (RequestDelegate)CreateAsync).WithName("CreateSubscription").WithSummary("Subscribes to events").WithMetadata(WriteMark);
        routes.MapGet("/subscriptions/{id}", FindAsync).WithName("FindSubscription").WithSummary("One subscription").WithMetadata(ReadMark);
        routes.MapPut("/subscriptions/{id}", ReplaceAsync).WithName("ReplaceSubscription").WithSummary("Changes a subscription").WithMetadata(WriteMark);
        routes.MapDelete("/subscriptions/{id}", DeleteAsync).WithName("DeleteSubscription").WithSummary("Ends a subscription").WithMetadata(WriteMark);
        routes.MapPost("/subscriptions/{id}/pause", PauseAsync).WithName("PauseSubscription").WithSummary("Stops deliveries for a while").WithMetadata(WriteMark);
        routes.MapPost("/subscriptions/{id}/resume", ResumeAsync).WithName("ResumeSubscription").WithSummary("Delivers again").WithMetadata(WriteMark);
        routes.MapPost("/subscriptions/{id}/secret", RotateAsync).WithName("RotateSubscriptionSecret").WithSummary("Makes a new signing secret").WithMetadata(WriteMark);
        routes.MapGet("/subscriptions/{id}/status", StatusAsync).WithName("SubscriptionStatus").WithSummary("How far deliveries are").WithMetadata(ReadMark);
        routes.MapGet("/subscriptions/{id}/dead-letters", DeadLettersAsync).WithName("ListDeadLetters").WithSummary("Events that were given up").WithMetadata(ReadMark);
        routes.MapPost("/subscriptions/{id}/dead-letters/{seq:long}/{decision:regex(^(redeliver|skip)$)}", DecideAsync).WithName("DecideDeadLetter")
            .WithSummary("Redelivers or skips a dead letter").WithMetadata(WriteMark);
    }

    private Task ListAsync(HttpContext context) => calls.GuardAsync(context, async cancel =>
    {
        var owner = calls.CallerOf(context).Consumer.Id;
        var isOperator = calls.IsOperator(context);
        var seen = (await store.ListAsync(cancel)).Where(one => isOperator || one.Owner == owner);
        await calls.WriteAsync(context, new { items = seen.Select(one => SubscriptionView.Of(one)) }, StatusCodes.Status200OK, cancel);
    });

    private Task CreateAsync(HttpContext context) => calls.GuardAsync(context, async cancel =>
    {
        if (await calls.ReadAsync<SubscriptionRequest>(context, cancel) is not { } request)
        {
            return;
        }

        var result = await manager.CreateAsync(request.Id, calls.CallerOf(context).Consumer.Id, calls.IsOperator(context), request.Definition, cancel);
        if (result.Subscription is { } made)
        {
            context.Response.Headers.Location = $"/subscriptions/{made.Id}";
        }

        await calls.AnswerAsync(context, result, StatusCodes.Status201Created, cancel);
    });

    private Task FindAsync(HttpContext context, string id) =>
        calls.WithAsync(context, id, (subscription, cancel) => calls.WriteAsync(context, SubscriptionView.Of(subscription), StatusCodes.Status200OK, cancel));

    private Task ReplaceAsync(HttpContext context, string id) => calls.WithAsync(context, id, async (subscription, cancel) =>
    {
        if (await calls.ReadAsync<SubscriptionDefinition>(context, cancel) is { } definition)
        {
            await calls.AnswerAsync(context, await manager.ReplaceAsync(subscription, calls.IsOperator(context), definition, cancel), StatusCodes.Status200OK, cancel);
        }
    });

    private Task DeleteAsync(HttpContext context, string id) => calls.WithAsync(context, id, async (subscription, cancel) =>
    {
        var result = await manager.DeleteAsync(subscription, cancel);
        if (result.Refusal is not null)
        {
            await calls.AnswerAsync(context, result, StatusCodes.Status200OK, cancel);
            return;
        }

        calls.Begin(context, StatusCodes.Status204NoContent);
    });

    private Task PauseAsync(HttpContext context, string id) => calls.WithAsync(context, id, async (subscription, cancel) =>
        await calls.AnswerAsync(context, await manager.PauseAsync(subscription, $"paused by {calls.CallerOf(context).Consumer.Id}", cancel), StatusCodes.Status200OK, cancel));

    private Task ResumeAsync(HttpContext context, string id) => calls.WithAsync(context, id, async (subscription, cancel) =>
        await calls.AnswerAsync(context, await manager.ResumeAsync(subscription, cancel), StatusCodes.Status200OK, cancel));

    private Task RotateAsync(HttpContext context, string id) => calls.WithAsync(context, id, async (subscription, cancel) =>
        await calls.AnswerAsync(context, await manager.RotateAsync(subscription, cancel), StatusCodes.Status200OK, cancel));

    private Task StatusAsync(HttpContext context, string id) => calls.WithAsync(context, id, async (subscription, cancel) =>
        await calls.WriteAsync(context, await status.ReadAsync(subscription, cancel), StatusCodes.Status200OK, cancel));

    private Task DeadLettersAsync(HttpContext context, string id) => calls.WithAsync(context, id, async (subscription, cancel) =>
    {
        const int Limit = 100;
        if (!long.TryParse(context.Request.Query["after"].FirstOrDefault() ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var after))
        {
            await calls.RefuseAsync(context, ProblemTypes.SchemaMismatch, "The parameter after must be a place in the log: a number.");
            return;
        }

        var letters = await progress.DeadLettersAsync(subscription.Id, "", after, Limit, cancel);
        if (letters.Count == Limit)
        {
            context.Response.Headers.Link = string.Create(CultureInfo.InvariantCulture, $"</subscriptions/{subscription.Id}/dead-letters?after={letters[^1].Seq}>; rel=\"next\"");
        }

        await calls.WriteAsync(context, new { items = letters }, StatusCodes.Status200OK, cancel);
    });

    private Task DecideAsync(HttpContext context, string id, long seq, string decision) => calls.WithAsync(context, id, async (subscription, cancel) =>
    {
        if (await calls.ReadAsync<ReasonRequest>(context, cancel) is not { } request)
        {
            return;
        }

        if (!request.IsUsable)
        {
            await calls.RefuseAsync(context, ProblemTypes.SchemaMismatch, "The reason must have 1 to 500 characters: it is kept with the decision.");
        }
        else if (await decisions.DecideAsync(subscription.Id, seq, decision, calls.CallerOf(context).Consumer.Id, request.Reason, cancel))
        {
            await calls.WriteAsync(context, new { seq, decision }, StatusCodes.Status202Accepted, cancel);
        }
        else
        {
            await calls.RefuseAsync(context, ProblemTypes.UnknownEvent, "There is no such dead letter, or it is decided already.");
        }
    });
}

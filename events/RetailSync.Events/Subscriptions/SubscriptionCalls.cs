using System.Text.Json;
using Microsoft.AspNetCore.Http;
using RetailSync.Events.Journal;
using RetailSync.Events.Operations;
using RetailSync.Gateway;

namespace RetailSync.Events.Subscriptions;

/// <summary>What the endpoints about subscriptions have in common: who may see which, bodies, answers. Safe to use from many threads.</summary>
internal sealed class SubscriptionCalls(SubscriptionStore store, IEndpointAnswers answers)
{
    /// <summary>The scope of those who see and change the subscriptions of every consumer.</summary>
    public const string OperatorScope = "gateway.subscriptions.all";

    /// <summary>Who calls.</summary>
    public Caller CallerOf(HttpContext context) => answers.ExchangeOf(context).Caller!;

    /// <summary>Whether the caller sees and changes the subscriptions of every consumer.</summary>
    public bool IsOperator(HttpContext context) => CallerOf(context).Scopes.Contains(OperatorScope);

    /// <summary>Does some work for one subscription that the caller may see; otherwise answers that there is none.</summary>
    public Task WithAsync(HttpContext context, string id, Func<Subscription, CancellationToken, Task> work) => GuardAsync(context, async cancel =>
    {
        if (await store.FindAsync(id, cancel) is { } subscription && (subscription.Owner == CallerOf(context).Consumer.Id || IsOperator(context)))
        {
            await work(subscription, cancel);
        }
        else
        {
            await RefuseAsync(context, ProblemTypes.UnknownEvent, "No subscription with this id is known to this consumer.");
        }
    });

    /// <summary>Does some work; while the store cannot be used, says so.</summary>
    public async Task GuardAsync(HttpContext context, Func<CancellationToken, Task> work)
    {
        try
        {
            await work(context.RequestAborted);
        }
        catch (Exception trouble) when (StoreReading.IsTrouble(trouble) && !context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            await answers.RefuseAsync(
                context, new Problem(ProblemTypes.TemporaryReducedCapacity, "The store cannot be used at the moment.") { Reason = trouble.Message }.With("Retry-After", "5"));
        }
    }

    /// <summary>Reads a body; null when it was refused and answered.</summary>
    public async Task<T?> ReadAsync<T>(HttpContext context, CancellationToken cancellationToken)
        where T : class
    {
        using var document = await RequestJson.ReadAsync(context, answers, cancellationToken);
        if (document is null)
        {
            return null;
        }

        try
        {
            if (document.Deserialize<T>(SubscriptionStore.Json) is { } body)
            {
                return body;
            }
        }
        catch (JsonException wrong)
        {
            var at = (wrong.Path ?? "$").TrimStart('$').Replace('.', '/');
            await answers.RefuseAsync(
                context, new Problem(ProblemTypes.SchemaMismatch, "The body is not what is expected here.") { Errors = [new ProblemError(at, null, "is not known here, is missing, or has another type.")] });
            return null;
        }

        await RefuseAsync(context, ProblemTypes.SchemaMismatch, "The body is null.");
        return null;
    }

    /// <summary>Answers with what came of a wish.</summary>
    public Task AnswerAsync(HttpContext context, SubscriptionResult result, int status, CancellationToken cancellationToken) =>
        result.Refusal is { } refusal ? answers.RefuseAsync(context, refusal).AsTask() : WriteAsync(context, SubscriptionView.Of(result.Subscription!, result.Secret), status, cancellationToken);

    /// <summary>Answers with JSON.</summary>
    public async Task WriteAsync<T>(HttpContext context, T answer, int status, CancellationToken cancellationToken)
    {
        answers.Begin(context);
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsJsonAsync(answer, SubscriptionStore.Json, cancellationToken);
    }

    /// <summary>Answers without a body.</summary>
    public void Begin(HttpContext context, int status)
    {
        answers.Begin(context);
        context.Response.StatusCode = status;
    }

    /// <summary>Refuses.</summary>
    public ValueTask RefuseAsync(HttpContext context, ProblemType type, string detail) => answers.RefuseAsync(context, new Problem(type, detail));
}

using System.Diagnostics;

namespace RetailSync.Gateway.Pipeline;

/// <summary>The response side of a route's policies, up to the moment when the answer leaves. Immutable; safe to use from many threads.</summary>
/// <remarks>
/// A policy that keeps the answer back ends its own stage, not those after it: what is recorded of a change must be what the upstream said, whoever else dislikes it. Only the
/// policies at <see cref="ResponseStage.Outcome"/> and <see cref="ResponseStage.Commit"/> run then, and a final verdict of theirs takes the place of the first.
/// </remarks>
internal sealed class ResponseSide
{
    private readonly Step[] _steps;

    /// <param name="steps">The policies in order, without observers; <c>Owes</c> as <see cref="ActiveExchange.Owed"/> counts it.</param>
    public ResponseSide(IEnumerable<(string Id, IResponsePolicy Policy, ResponseStage Stage, uint Owes)> steps) =>
        _steps = [.. steps.Select(step => new Step(step.Id, step.Policy, step.Stage, step.Owes))];

    /// <summary>Whether there is any policy.</summary>
    public bool IsEmpty => _steps.Length == 0;

    /// <summary>Runs it.</summary>
    /// <param name="exchange">The exchange, whose answer's head is there.</param>
    /// <param name="failed">Makes the verdict for a policy that threw.</param>
    public ValueTask<Verdict> RunAsync(ActiveExchange exchange, Func<ActiveExchange, Exception, Verdict> failed)
    {
        // Policies nearly always complete at once and go on, and then no state machine is made.
        for (var index = 0; index < _steps.Length; index++)
        {
            var started = exchange.Explanation is null ? 0 : Stopwatch.GetTimestamp();
            var pending = Call(_steps[index], exchange, failed);
            if (!pending.IsCompletedSuccessfully)
            {
                return AwaitedAsync(index, exchange, failed, pending, started);
            }

            var verdict = pending.GetAwaiter().GetResult();
            PolicyChain.Note(exchange, _steps[index].Id, started, verdict);
            if (verdict.IsFinal)
            {
                return EndsHere(exchange, index, verdict) ? new ValueTask<Verdict>(verdict) : FinalAsync(index, exchange, failed, verdict);
            }
        }

        return default;
    }

    private static ValueTask<Verdict> Call(in Step step, ActiveExchange exchange, Func<ActiveExchange, Exception, Verdict> failed)
    {
        exchange.Owed &= ~step.Owes;
        try
        {
            return step.Policy.OnResponseAsync(exchange);
        }
        catch (Exception fault) when (IsOurs(exchange, fault))
        {
            return new ValueTask<Verdict>(failed(exchange, fault));
        }
    }

    private static bool IsOurs(ActiveExchange exchange, Exception fault) => fault is not OperationCanceledException || !exchange.Context.RequestAborted.IsCancellationRequested;

    private static async ValueTask<Verdict> ResultAsync(ValueTask<Verdict> pending, ActiveExchange exchange, Func<ActiveExchange, Exception, Verdict> failed)
    {
        try
        {
            return await pending;
        }
        catch (Exception fault) when (IsOurs(exchange, fault))
        {
            return failed(exchange, fault);
        }
    }

    // Another policy's answer in the upstream's place ends the side, unless somebody must still hear of what the upstream said.
    private bool EndsHere(ActiveExchange exchange, int index, Verdict verdict) => (!verdict.IsRefused && exchange.Owed == 0) || Next(index) == _steps.Length;

    private int Next(int index)
    {
        var stage = _steps[index].Stage;
        if (stage == ResponseStage.Commit)
        {
            return index + 1;
        }

        while (index < _steps.Length && _steps[index].Stage == stage)
        {
            index++;
        }

        return index;
    }

    private async ValueTask<Verdict> AwaitedAsync(int index, ActiveExchange exchange, Func<ActiveExchange, Exception, Verdict> failed, ValueTask<Verdict> pending, long started)
    {
        var verdict = await ResultAsync(pending, exchange, failed);
        PolicyChain.Note(exchange, _steps[index].Id, started, verdict);
        return verdict.IsFinal
            ? EndsHere(exchange, index, verdict) ? verdict : await FinalAsync(index, exchange, failed, verdict)
            : await FromAsync(index + 1, exchange, failed);
    }

    private async ValueTask<Verdict> FromAsync(int index, ActiveExchange exchange, Func<ActiveExchange, Exception, Verdict> failed)
    {
        for (; index < _steps.Length; index++)
        {
            var started = exchange.Explanation is null ? 0 : Stopwatch.GetTimestamp();
            var verdict = await ResultAsync(Call(_steps[index], exchange, failed), exchange, failed);
            PolicyChain.Note(exchange, _steps[index].Id, started, verdict);
            if (verdict.IsFinal)
            {
                return EndsHere(exchange, index, verdict) ? verdict : await FinalAsync(index, exchange, failed, verdict);
            }
        }

        return Verdict.GoOn;
    }

    private async ValueTask<Verdict> FinalAsync(int index, ActiveExchange exchange, Func<ActiveExchange, Exception, Verdict> failed, Verdict verdict)
    {
        for (var next = Next(index); next < _steps.Length;)
        {
            exchange.ResponseRefusal = verdict.Refusal;
            var started = exchange.Explanation is null ? 0 : Stopwatch.GetTimestamp();
            var later = await ResultAsync(Call(_steps[next], exchange, failed), exchange, failed);
            PolicyChain.Note(exchange, _steps[next].Id, started, later);
            (verdict, next) = later.IsFinal ? (later, Next(next)) : (verdict, next + 1);
        }

        return verdict;
    }

    private readonly record struct Step(string Id, IResponsePolicy Policy, ResponseStage Stage, uint Owes);
}

using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using RetailSync.Gateway;
using RetailSync.Policies.Judging;
using RetailSync.Policies.Replays;

namespace RetailSync.Policies.Lanes;

/// <summary>Lets changes of one thing go one after another, in the order in which they came. What is one thing is said by the key of the operation's event.</summary>
internal sealed class LanePolicy(LaneOptions options, LaneTable lanes, LaneMetrics metrics, TimeProvider clock) : IRequestPolicy, IResponsePolicy
{
    private readonly FrozenSet<string> _unordered = options.Unordered.ToFrozenSet(StringComparer.Ordinal);
    private readonly TimeSpan _maxWait = TimeSpan.FromSeconds(options.MaxWaitSeconds);

    /// <inheritdoc/>
    public ValueTask<Verdict> OnRequestAsync(Exchange exchange)
    {
        if (exchange.Operation is not { ChangesState: true, Event: { IsKeyInRequest: true } declared } operation || exchange.OperationKey is not null || _unordered.Contains(operation.Id))
        {
            return new(Verdict.GoOn);
        }

        return declared.IsKeyInRequestBody ? ByBodyAsync(exchange, operation) : Enter(exchange, EntityKey.Find(operation, Targets.BelowVersion(exchange), default, default));
    }

    /// <inheritdoc/>
    /// <remarks>After the commit. A caller that takes its answer in slowly must not keep the next change waiting.</remarks>
    public ValueTask<Verdict> OnResponseAsync(Exchange exchange)
    {
        if (exchange.Lane is not null)
        {
            exchange.Context.Features.Get<LanePlace>()?.Dispose();
        }

        return new(Verdict.GoOn);
    }

    private async ValueTask<Verdict> ByBodyAsync(Exchange exchange, Operation operation)
    {
        if (await exchange.ReadRequestBodyAsync(options.MaxBodyBytes) is { } unreadable)
        {
            return Verdict.Refuse(unreadable);
        }

        return await Enter(exchange, KeyInBody(exchange, operation));
    }

    private string? KeyInBody(Exchange exchange, Operation operation)
    {
        using var body = PlainBody.Of(exchange.RequestBody, exchange.Context.Request.Headers.ContentEncoding, options.MaxBodyBytes);
        return EntityKey.Find(operation, default, body.Bytes, default);
    }

    // A request without a key where the contract has one is no change of anything that could be waited for; whoever judges requests says so.
    private ValueTask<Verdict> Enter(Exchange exchange, string? lane)
    {
        if (lane is null || KnownMistakes.NoLane)
        {
            return new(Verdict.GoOn);
        }

        if (lanes.Enter(lane, options.MaxDepth) is not { } place)
        {
            metrics.Full();
            return new(Verdict.Refuse(ReplayProblems.LaneFull($"{options.MaxDepth} changes of the same thing are waiting already.")));
        }

        exchange.ReleaseAtEnd(place);
        exchange.Context.Features.Set(place);
        exchange.Lane = lane;
        return place.Turn.IsCompletedSuccessfully ? new(Verdict.GoOn) : WaitAsync(exchange.Context, place);
    }

    private async ValueTask<Verdict> WaitAsync(HttpContext context, LanePlace place)
    {
        metrics.Waited();
        try
        {
            await place.Turn.WaitAsync(_maxWait, clock, context.RequestAborted);
            return Verdict.GoOn;
        }
        catch (TimeoutException)
        {
            // Its place is free at once, not when the refusal has been taken in.
            place.Dispose();
            metrics.TimedOut();
            return Verdict.Refuse(ReplayProblems.LaneFull($"Earlier changes of the same thing took longer than {options.MaxWaitSeconds} s."));
        }
    }
}

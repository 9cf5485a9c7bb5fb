using Polly;
using Polly.CircuitBreaker;

namespace RetailSync.Gateway.Forwarding;

/// <summary>Leaves one destination alone for a while when too many attempts at it failed. Safe to use from many threads.</summary>
/// <remarks>
/// Polly decides when to open and whether a trial went well. An attempt is not run inside its pipeline, because a pipeline's call ends with the answer's last byte and a
/// stream may last for hours: results are told to it when the answer's head is there. Only a trial is run inside, since Polly must know that one is under way.
/// </remarks>
internal sealed class DestinationBreaker
{
    private readonly CircuitBreakerStateProvider _state = new();
    private readonly ResiliencePipeline<bool> _pipeline;
    private readonly Action<string> _changed;
    private readonly TimeProvider _clock;
    private readonly long _break;

    // Until when nothing is let through, as a timestamp; 0 while closed. Read for each attempt, so it stands beside Polly's own state, which is behind a lock.
    private long _blockedUntil;
    private volatile bool _onTrial;

    /// <summary>Makes a closed one. <paramref name="changed"/> is told each new state.</summary>
    public DestinationBreaker(string address, BreakerOptions options, TimeProvider clock, Action<string> changed)
    {
        Address = address;
        _clock = clock;
        _changed = changed;
        _break = (long)(options.BreakSeconds * clock.TimestampFrequency);
        _pipeline = new ResiliencePipelineBuilder<bool> { TimeProvider = clock }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<bool>
            {
                FailureRatio = options.FailureRatio,
                MinimumThroughput = options.MinimumThroughput,
                SamplingDuration = TimeSpan.FromSeconds(options.SamplingSeconds),
                BreakDuration = TimeSpan.FromSeconds(options.BreakSeconds),
                StateProvider = _state,
                ShouldHandle = static attempt => new ValueTask<bool>(attempt.Outcome.Result),
            })
            .Build();
    }

    /// <summary>Where the destination is.</summary>
    public string Address { get; }

    /// <summary>The state as operators see it: <c>closed</c>, <c>open</c> or <c>half-open</c>.</summary>
    public string State => Volatile.Read(ref _blockedUntil) == 0 ? "closed" : _onTrial ? "half-open" : "open";

    // The state's type has the same full name in Polly 7, which a package of ours brings along, so it cannot be written. Closed is its default.
    private bool IsClosed => _state.CircuitState == default;

    /// <summary>How long nothing will be let through; zero or less when an attempt may be made.</summary>
    public TimeSpan BlockedFor(long now) =>
        Volatile.Read(ref _blockedUntil) is var until && until == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds((double)(until - now) / _clock.TimestampFrequency);

    /// <summary>Asks for an attempt. False: nothing may be sent. With a trial, that is the attempt which decides, and it must be ended whatever happens.</summary>
    public bool TryBegin(long now, out TaskCompletionSource<bool>? trial)
    {
        trial = null;
        var until = Volatile.Read(ref _blockedUntil);
        if (until == 0)
        {
            return true;
        }

        if (now < until || Interlocked.CompareExchange(ref _blockedUntil, now + _break, until) != until)
        {
            return false;
        }

        var deciding = new TaskCompletionSource<bool>();
        var context = ResilienceContextPool.Shared.Get();
        var running = _pipeline.ExecuteOutcomeAsync(static async (_, failed) => Outcome.FromResult(await failed.Task), context, deciding);
        if (running.IsCompleted)
        {
            // Polly goes by the wall clock, which may have been put back, or another trial is still under way: asked again soon.
            ResilienceContextPool.Shared.Return(context);
            Volatile.Write(ref _blockedUntil, now + (_break / 10) + 1);
            return false;
        }

        _onTrial = true;
        _changed("half-open");
        _ = SettleAsync(running.AsTask(), context);
        trial = deciding;
        return true;
    }

    /// <summary>Tells how an attempt went that was no trial.</summary>
    public void Report(bool failed)
    {
        if (Volatile.Read(ref _blockedUntil) != 0)
        {
            // It began before the breaker opened: trials decide now.
            return;
        }

        var context = ResilienceContextPool.Shared.Get();
        var told = _pipeline.ExecuteOutcomeAsync(static (_, failed) => new ValueTask<Outcome<bool>>(Outcome.FromResult(failed)), context, failed);
        if (!told.IsCompleted)
        {
            throw new System.Diagnostics.UnreachableException("Polly waits for nothing here: it was given no callbacks.");
        }

        told.GetAwaiter().GetResult();
        ResilienceContextPool.Shared.Return(context);
        if (failed && !IsClosed && Interlocked.CompareExchange(ref _blockedUntil, _clock.GetTimestamp() + _break, 0) == 0)
        {
            _changed("open");
        }
    }

    private async Task SettleAsync(Task<Outcome<bool>> running, ResilienceContext context)
    {
        await running;
        ResilienceContextPool.Shared.Return(context);
        var closed = IsClosed;
        _onTrial = false;
        Volatile.Write(ref _blockedUntil, closed ? 0 : _clock.GetTimestamp() + _break);
        _changed(closed ? "closed" : "open");
    }
}

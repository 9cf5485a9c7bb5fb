using RetailSync.Policies.Redis;

namespace RetailSync.Policies.RateLimit;

/// <summary>
/// Counts on a server that all gateways share: exactly where a limit is small, in batches where it is large. While the server is away this gateway goes on from what
/// it knows, at once. Safe to call from many threads.
/// </summary>
/// <remarks>Windows and decisions are those of <see cref="LocalRateStore"/>. Bounded: what is known here of at most <c>maxKeys</c> keys (default 100,000).</remarks>
internal sealed class RedisRateStore : IRateStore, IAsyncDisposable
{
    private const int MaxWaits = 4;

    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);

    private readonly IRedisLink _link;
    private readonly RateScript _script;
    private readonly RateLimitMetrics _metrics;
    private readonly TimeProvider _clock;
    private readonly RateCounters _counters;
    private readonly long _frequency;
    private readonly HashSet<RateShare> _leased = [];
    private readonly ITimer _sweep;

    public RedisRateStore(IRedisLink link, RateLimitMetrics metrics, TimeProvider clock, RateScript? script = null, int maxKeys = 100_000)
    {
        (_link, _metrics, _clock, _script) = (link, metrics, clock, script ?? new RateScript());
        _counters = new RateCounters(maxKeys);
        _frequency = clock.TimestampFrequency;
        _sweep = clock.CreateTimer(_ => _ = GiveBackAsync(always: false), null, SweepInterval, SweepInterval);
    }

    /// <inheritdoc/>
    public ValueTask<RateDecision> TakeAsync(RateKey key, RateWindows windows, int cost, bool countDenied, CancellationToken cancel)
    {
        var shard = _counters.ShardOf(key);
        RateShare share;
        RateStep step;
        lock (shard.Gate)
        {
            var now = _clock.GetTimestamp();
            var counter = shard.Find(key, windows.Count, now);
            share = counter.Share ??= new RateShare(counter, shard.Gate, [key.NameOn(_link.Prefix)], windows);
            share.Windows = windows;
            step = Begin(share, cost, countDenied, mayWait: true, now);
        }

        return step.Decision is { } decision ? new(Counted(decision, step.By)) : GoOnAsync(share, step, cost, countDenied, cancel);
    }

    /// <summary>Gives back batches that nobody uses.</summary>
    /// <param name="always">Also those in use, because this gateway ends.</param>
    internal async Task GiveBackAsync(bool always)
    {
        RateShare[] leased;
        lock (_leased)
        {
            leased = [.. _leased];
        }

        foreach (var share in leased)
        {
            while (NextUnused(share, always, out var from) is > 0 and var unused && _link.Database is { } server)
            {
                try
                {
                    await _script.GiveBackAsync(server, share.Key, share.Windows, unused, from).WaitAsync(_link.Timeout, _clock);
                }
                catch (Exception failure) when (RedisFailure.Is(failure))
                {
                    // Then it stays taken until its window is over.
                    Blame(failure);
                }
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _sweep.DisposeAsync();
        await GiveBackAsync(always: true);
    }

    private RateStep Begin(RateShare share, int cost, bool countDenied, bool mayWait, long now)
    {
        share.UseConnection(_link.Connection);
        return _link.Database is null
            ? RateStep.Decided(share.TakeAlone(cost, countDenied, now, _frequency), RateSource.Local)
            : share.Begin(cost, countDenied, mayWait, now, _frequency);
    }

    private async ValueTask<RateDecision> GoOnAsync(RateShare share, RateStep step, int cost, bool countDenied, CancellationToken cancel)
    {
        for (var waits = 1; ; waits++)
        {
            if (step.Pending is { } pending)
            {
                await pending.WaitAsync(cancel);
                lock (share.Gate)
                {
                    step = Begin(share, cost, countDenied, waits < MaxWaits, _clock.GetTimestamp());
                }
            }
            else
            {
                step = await AskAsync(share, step.Ask);
            }

            if (step.Decision is { } decision)
            {
                return Counted(decision, step.By);
            }
        }
    }

    private async ValueTask<RateStep> AskAsync(RateShare share, RateAsk ask)
    {
        try
        {
            // Not cancelled with the caller: what the server takes has to be known here.
            if (_link.Database is { } server)
            {
                var reply = await _script.TakeAsync(server, share.Key, share.Windows, ask).WaitAsync(_link.Timeout, _clock);
                return Settle(share, ask, reply);
            }
        }
        catch (Exception failure) when (RedisFailure.Is(failure))
        {
            Blame(failure);
        }
        finally
        {
            if (ask.IsRefill)
            {
                lock (share.Gate)
                {
                    share.EndRefill();
                }
            }
        }

        lock (share.Gate)
        {
            return RateStep.Decided(share.Fall(ask, _clock.GetTimestamp(), _frequency), RateSource.Local);
        }
    }

    private RateStep Settle(RateShare share, in RateAsk ask, RateReply reply)
    {
        lock (share.Gate)
        {
            var step = share.Settle(ask, reply, _clock.GetTimestamp(), _frequency);
            if (share is { HasUnused: true, IsListed: false })
            {
                lock (_leased)
                {
                    share.IsListed = _leased.Add(share);
                }
            }

            return step;
        }
    }

    private int NextUnused(RateShare share, bool always, out long[] from)
    {
        lock (share.Gate)
        {
            share.UseConnection(_link.Connection);
            var unused = share.TakeUnused(always, _clock.GetTimestamp(), out from);
            if (unused == 0)
            {
                share.BeginLook();
            }

            if (!share.HasUnused)
            {
                share.IsListed = false;
                lock (_leased)
                {
                    _leased.Remove(share);
                }
            }

            return unused;
        }
    }

    private void Blame(Exception failure)
    {
        if (!RedisFailure.IsOfOneKey(failure))
        {
            _link.Failed(failure);
        }
    }

    private RateDecision Counted(in RateDecision decision, RateSource by)
    {
        _metrics.DecidedBy(by);
        return decision;
    }
}

using System.Collections.Concurrent;

namespace RetailSync.Gateway.Forwarding;

/// <summary>Keeps timers for use again, since every attempt needs one and few run out. Safe to use from many threads.</summary>
internal sealed class HeadTimers(TimeProvider clock) : IDisposable
{
    private const int MaxKept = 1_024;

    private readonly ConcurrentQueue<HeadTimer> _kept = new();
    private int _count;

    /// <summary>One that runs.</summary>
    public HeadTimer Start(TimeSpan timeout, WatchedBody? body)
    {
        if (_kept.TryDequeue(out var timer))
        {
            Interlocked.Decrement(ref _count);
        }
        else
        {
            timer = new HeadTimer(clock);
        }

        timer.Start(timeout, body);
        return timer;
    }

    /// <summary>Takes one back whose attempt has ended.</summary>
    public void Return(HeadTimer timer)
    {
        if (timer.Stop() && Interlocked.Increment(ref _count) <= MaxKept)
        {
            _kept.Enqueue(timer);
            return;
        }

        if (!timer.IsOver)
        {
            Interlocked.Decrement(ref _count);
        }

        timer.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_kept.TryDequeue(out var timer))
        {
            timer.Dispose();
        }
    }
}

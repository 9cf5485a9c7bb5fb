using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace RetailSync.Bench.Delivery;

/// <summary>What one subscription's endpoint was sent, and how it answers. Safe to use from many threads.</summary>
/// <param name="ailment">What it does with the bad key.</param>
/// <param name="badKey">The bad key.</param>
/// <param name="slowest">It takes half of this to all of it for an answer; zero: it answers at once.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class Reception(Ailment ailment, string badKey, TimeSpan slowest, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _last = new(StringComparer.Ordinal);
    private readonly List<(long At, double Age)> _taken = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _awaited = long.MaxValue;

    /// <summary>Whether it has a bad key.</summary>
    public bool IsIll => ailment != Ailment.None;

    /// <summary>How many events of good keys it has taken, repeated ones left out.</summary>
    public long Count { get; private set; }

    /// <summary>How many it was sent again after it had taken them.</summary>
    public long Repeated { get; private set; }

    /// <summary>How many came before one of their key that should have come first. Must be 0.</summary>
    public long Disordered { get; private set; }

    /// <summary>How often it was sent an event of the bad key.</summary>
    public long BadAttempts { get; private set; }

    /// <summary>The number of a key's last event.</summary>
    public long LastOf(string key)
    {
        lock (_lock)
        {
            return _last.GetValueOrDefault(key);
        }
    }

    /// <summary>Deliveries per second of the good keys, from the first to the last.</summary>
    public double PerSecond
    {
        get
        {
            lock (_lock)
            {
                return _taken.Count < 2 ? 0 : (_taken.Count - 1) / Stopwatch.GetElapsedTime(_taken[0].At, _taken[^1].At).TotalSeconds;
            }
        }
    }

    /// <summary>How old the events were when they came, in milliseconds since they were written down, as a share of them was at most.</summary>
    public double Age(double share, long fromTimestamp = 0)
    {
        lock (_lock)
        {
            var ages = _taken.Where(one => one.At >= fromTimestamp).Select(one => one.Age).Order().ToList();
            return ages.Count == 0 ? double.NaN : ages[(int)Math.Min(ages.Count - 1, share * ages.Count)];
        }
    }

    /// <summary>Waits until it has taken so many events of good keys.</summary>
    /// <exception cref="BenchException">Nothing came for a long time.</exception>
    public async Task UntilAsync(long count, CancellationToken cancel)
    {
        for (var before = -1L; ; before = Count)
        {
            Task reached;
            lock (_lock)
            {
                if (Count >= count)
                {
                    return;
                }

                (_awaited, _changed) = (count, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
                reached = _changed.Task;
            }

            if (await Task.WhenAny(reached, Task.Delay(TimeSpan.FromMinutes(3), clock, cancel)) != reached && Count == before)
            {
                cancel.ThrowIfCancellationRequested();
                throw new BenchException($"Only {Count:N0} of {count:N0} events came, and none for three minutes.");
            }
        }
    }

    /// <summary>Takes a webhook in binary mode.</summary>
    public async Task TakeAsync(HttpContext context)
    {
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        var headers = context.Request.Headers;
        var key = headers["ce-partitionkey"].ToString();
        if (ailment != Ailment.None && key == badKey)
        {
            lock (_lock)
            {
                BadAttempts++;
            }

            if (ailment == Ailment.Hangs)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, clock, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return;
        }

        var age = clock.GetUtcNow() - DateTimeOffset.Parse(headers["ce-recordedtime"].ToString(), CultureInfo.InvariantCulture);
        if (slowest > TimeSpan.Zero)
        {
            await Task.Delay(slowest * (0.5 + (Random.Shared.NextDouble() / 2)), clock, context.RequestAborted);
        }

        Note(key, long.Parse(headers["ce-keysequence"].ToString(), CultureInfo.InvariantCulture), age.TotalMilliseconds);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private void Note(string key, long sequence, double age)
    {
        lock (_lock)
        {
            var last = _last.GetValueOrDefault(key);
            if (sequence <= last)
            {
                Repeated++;
                return;
            }

            // A subscription that begins in the middle begins anywhere within a key.
            Disordered += last > 0 && sequence != last + 1 ? 1 : 0;
            _last[key] = sequence;
            _taken.Add((Stopwatch.GetTimestamp(), age));
            Count++;
            if (Count >= _awaited)
            {
                _changed.TrySetResult();
            }
        }
    }
}

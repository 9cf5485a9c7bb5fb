using System.Numerics;

namespace RetailSync.Gateway.Plugins;

/// <summary>What a plugin has cost so far. Safe to use from many threads.</summary>
internal sealed class PluginCost
{
    // Eight steps for each power of two: a value is known to an eighth of itself.
    private const int Steps = 8;

    private readonly long[] _buckets = new long[40 * Steps];
    private long _calls;
    private long _microseconds;
    private long _exchanges;
    private long _faults;
    private long _timedOut;
    private long _dropped;
    private long _abandoned;

    /// <summary>Calls that have ended or were given up.</summary>
    public long Calls => Volatile.Read(ref _calls);

    /// <summary>Exchanges and actions handed over in them.</summary>
    public long Exchanges => Volatile.Read(ref _exchanges);

    /// <summary>The mean time of a call.</summary>
    public double MeanMicroseconds => Calls is var calls and > 0 ? (double)Volatile.Read(ref _microseconds) / calls : 0;

    /// <summary>Calls that threw.</summary>
    public long Faults => Volatile.Read(ref _faults);

    /// <summary>Calls that were given up.</summary>
    public long TimedOut => Volatile.Read(ref _timedOut);

    /// <summary>Exchanges and actions that were not handed over.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Calls that were given up and have not ended yet: each holds what it holds.</summary>
    public long Abandoned => Volatile.Read(ref _abandoned);

    /// <summary>Counts a call.</summary>
    public void Called(TimeSpan elapsed, int exchanges)
    {
        var microseconds = (long)elapsed.TotalMicroseconds;
        Interlocked.Increment(ref _calls);
        Interlocked.Add(ref _exchanges, exchanges);
        Interlocked.Add(ref _microseconds, microseconds);
        Interlocked.Increment(ref _buckets[Math.Min(IndexOf(microseconds), _buckets.Length - 1)]);
    }

    /// <summary>Counts a fault.</summary>
    public void Faulted() => Interlocked.Increment(ref _faults);

    /// <summary>Counts a call that was given up.</summary>
    public void GaveUp()
    {
        Interlocked.Increment(ref _timedOut);
        Interlocked.Increment(ref _abandoned);
    }

    /// <summary>Counts that a call that was given up has ended after all.</summary>
    public void EndedLate() => Interlocked.Decrement(ref _abandoned);

    /// <summary>Counts what was not handed over.</summary>
    public void DroppedSome(long count) => Interlocked.Add(ref _dropped, count);

    /// <summary>The time that 99 of 100 calls stay under, to an eighth of itself.</summary>
    public long P99Microseconds()
    {
        var total = _buckets.Sum();
        var left = total - (total / 100);
        for (var i = 0; i < _buckets.Length && total > 0; i++)
        {
            left -= Volatile.Read(ref _buckets[i]);
            if (left <= 0)
            {
                return UpperOf(i);
            }
        }

        return 0;
    }

    private static int IndexOf(long value)
    {
        if (value < Steps)
        {
            return (int)Math.Max(0, value);
        }

        var power = BitOperations.Log2((ulong)value);
        return ((power - 2) * Steps) + (int)((value >> (power - 3)) & (Steps - 1));
    }

    private static long UpperOf(int index)
    {
        if (index < Steps)
        {
            return index;
        }

        var power = (index / Steps) + 2;
        return ((long)(Steps + (index % Steps) + 1) << (power - 3)) - 1;
    }
}

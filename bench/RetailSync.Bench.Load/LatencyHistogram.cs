using System.Numerics;

namespace RetailSync.Bench.Load;

/// <summary>Counts latencies in buckets whose width grows with the value, so that each is known to better than 2 %. Not thread-safe.</summary>
internal sealed class LatencyHistogram
{
    private const int SubBits = 7;
    private const int SubCount = 1 << SubBits;
    private const int Powers = 40;

    private readonly long[] _counts = new long[(Powers + 1) * SubCount];
    private long _total;
    private long _max;

    /// <summary>Adds a latency in nanoseconds.</summary>
    public void Record(long nanoseconds)
    {
        var value = Math.Max(0, nanoseconds);
        _counts[Math.Min(Index(value), _counts.Length - 1)]++;
        _total++;
        _max = Math.Max(_max, value);
    }

    /// <summary>Adds everything that <paramref name="other"/> has counted.</summary>
    public void Add(LatencyHistogram other)
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            _counts[i] += other._counts[i];
        }

        _total += other._total;
        _max = Math.Max(_max, other._max);
    }

    /// <summary>The latency in microseconds that a <paramref name="share"/> (0 to 1) of all requests did not exceed; 0 when nothing was counted.</summary>
    public double Microseconds(double share)
    {
        var wanted = Math.Max(1, (long)Math.Ceiling(share * _total));
        var seen = 0L;
        for (var i = 0; i < _counts.Length; i++)
        {
            seen += _counts[i];
            if (seen >= wanted)
            {
                return Math.Min(UpperEdge(i), _max) / 1_000.0;
            }
        }

        return _max / 1_000.0;
    }

    // Values below SubCount have a bucket each; above, every power of two is cut into SubCount equal parts.
    private static int Index(long value)
    {
        var power = 63 - BitOperations.LeadingZeroCount((ulong)value | (SubCount - 1));
        var shift = power - SubBits + 1;
        return shift <= 0 ? (int)value : ((shift - 1) * (SubCount / 2)) + (SubCount / 2) + (int)(value >> shift);
    }

    private static long UpperEdge(int index)
    {
        if (index < SubCount)
        {
            return index;
        }

        var shift = ((index - SubCount) / (SubCount / 2)) + 1;
        var part = index - ((shift - 1) * (SubCount / 2)) - (SubCount / 2);
        return (((long)part + 1) << shift) - 1;
    }
}

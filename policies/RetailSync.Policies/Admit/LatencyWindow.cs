namespace RetailSync.Policies.Admit;

/// <summary>The latest latencies, up to a fixed number, and their mean. Not safe for several threads.</summary>
internal sealed class LatencyWindow(int capacity)
{
    private const int Few = 8;
    private const int Outlier = 4;

    private readonly long[] _latest = new long[capacity];
    private readonly long[] _sorted = new long[capacity];
    private int _next;
    private int _count;

    public void Add(long latency)
    {
        _latest[_next] = latency;
        _next = (_next + 1) % capacity;
        _count = Math.Min(_count + 1, capacity);
    }

    /// <summary>Forgets all of them.</summary>
    public void Clear() => (_next, _count) = (0, 0);

    /// <summary>The mean, and its standard error: how far it may be from the mean of very many. Few say little, whatever they are.</summary>
    /// <remarks>What took more than four times the median counts as that, so that one call in a time-out does not speak for all.</remarks>
    public (double Mean, double Error) Describe()
    {
        var sorted = _sorted.AsSpan(0, _count);
        _latest.AsSpan(0, _count).CopyTo(sorted);
        sorted.Sort();
        var (most, sum, squares) = (sorted[_count / 2] * Outlier, 0.0, 0.0);
        foreach (var latency in sorted)
        {
            double counted = Math.Min(latency, most);
            sum += counted;
            squares += counted * counted;
        }

        var mean = sum / _count;
        return (mean, _count < Few ? mean / 2 : Math.Sqrt(Math.Max(0, (squares / _count) - (mean * mean)) / _count));
    }
}

namespace RetailSync.Gateway.Forwarding;

/// <summary>Keeps a cluster's retries to a share of its recent requests, so that they cannot multiply an outage. Safe to use from many threads.</summary>
internal sealed class RetryBudget(RetryBudgetOptions options, TimeProvider clock)
{
    /// <summary>How many seconds count as recent.</summary>
    public const int WindowSeconds = 10;

    // A bucket holds the second that it is about and, in its lower bits, how many there were: one number, so that one exchange of it is enough.
    private const int CountBits = 24;

    private readonly long[] _requests = new long[WindowSeconds];
    private readonly long[] _retries = new long[WindowSeconds];
    private readonly Lock _taking = new();

    /// <summary>Counts a request, which earns its share of a retry.</summary>
    public void Count() => Add(_requests, Second());

    /// <summary>Takes one retry; false when the budget is used up.</summary>
    public bool TryTake()
    {
        lock (_taking)
        {
            var second = Second();
            if ((Sum(_retries, second) + 1) * 100 > (options.Floor * 100L) + (options.Percent * Sum(_requests, second)))
            {
                return false;
            }

            Add(_retries, second);
            return true;
        }
    }

    private static void Add(long[] buckets, long second)
    {
        ref var bucket = ref buckets[second % WindowSeconds];
        long seen;
        long next;
        do
        {
            seen = Volatile.Read(ref bucket);
            next = seen >> CountBits == second ? seen + 1 : (second << CountBits) | 1;
        }
        while (Interlocked.CompareExchange(ref bucket, next, seen) != seen);
    }

    private static long Sum(long[] buckets, long second)
    {
        var sum = 0L;
        foreach (ref var bucket in buckets.AsSpan())
        {
            var seen = Volatile.Read(ref bucket);
            sum += seen >> CountBits > second - WindowSeconds ? seen & ((1L << CountBits) - 1) : 0;
        }

        return sum;
    }

    private long Second() => clock.GetTimestamp() / clock.TimestampFrequency;
}

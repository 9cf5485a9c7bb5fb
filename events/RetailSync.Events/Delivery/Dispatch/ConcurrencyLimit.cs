namespace RetailSync.Events.Delivery.Dispatch;

/// <summary>
/// How many attempts may be under way at once: one more for each round of successes, half when the subscriber throttles or times out, a tenth less when it answers much slower
/// than it can (additive increase, multiplicative decrease). One thread at a time.
/// </summary>
/// <param name="max">The most. 1 or more.</param>
internal sealed class ConcurrencyLimit(int max)
{
    private const double SlowFactor = 4;
    private static readonly TimeSpan Allowance = TimeSpan.FromMilliseconds(100);
    private double _limit = Math.Min(4, max);
    private double _fastest = double.MaxValue;
    private double _smoothed;
    private DateTimeOffset _loweredAt = DateTimeOffset.MinValue;

    /// <summary>The limit at the moment; 1 or more.</summary>
    public int Current => (int)_limit;

    /// <summary>Takes note of a success.</summary>
    public void Succeeded(DateTimeOffset startedAt, DateTimeOffset now)
    {
        var took = (now - startedAt).TotalMilliseconds;
        // The fastest answer is forgotten slowly, so that a subscriber that got slower for good is not held down for ever.
        _fastest = Math.Min(took, _fastest * 1.001);
        _smoothed += (took - _smoothed) * 0.1;
        if (_smoothed > (_fastest * SlowFactor) + Allowance.TotalMilliseconds)
        {
            Lower(0.9, startedAt, now);
        }
        else
        {
            _limit = Math.Min(max, _limit + (1 / _limit));
        }
    }

    /// <summary>Takes note that the subscriber throttled or did not answer in time.</summary>
    public void Overloaded(DateTimeOffset startedAt, DateTimeOffset now) => Lower(0.5, startedAt, now);

    // Attempts that began before the last step down say nothing about the limit that it set.
    private void Lower(double factor, DateTimeOffset startedAt, DateTimeOffset now)
    {
        if (startedAt >= _loweredAt)
        {
            _limit = Math.Max(1, _limit * factor);
            _loweredAt = now;
        }
    }
}

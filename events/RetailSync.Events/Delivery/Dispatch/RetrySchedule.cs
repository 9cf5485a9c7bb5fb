using System.Collections.Immutable;

namespace RetailSync.Events.Delivery.Dispatch;

/// <summary>How long to wait after each failed attempt. When the waits are used up, the event is dead-lettered. Immutable; safe to use from many threads.</summary>
/// <param name="Waits">The waits in order; an event is tried once more than there are waits. 0 to 50 of them, each 1 s to 3 d.</param>
internal sealed record RetrySchedule(ImmutableArray<TimeSpan> Waits)
{
    /// <summary>Eleven waits that reach from 5 s to 24 h and last a little under three days together.</summary>
    public static RetrySchedule Default { get; } = new([
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1),
        TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromHours(12), TimeSpan.FromHours(24), TimeSpan.FromHours(24)]);

    /// <summary>How long to wait before the next attempt; null: there is none.</summary>
    /// <param name="attempts">How many have failed. 1 or more.</param>
    /// <param name="seq">The event, which spreads the jitter: the same event always waits equally long, different ones up to a fifth more.</param>
    public TimeSpan? WaitAfter(int attempts, long seq) =>
        attempts <= Waits.Length ? Waits[attempts - 1] + (Waits[attempts - 1] * (Spread(((ulong)seq * 31) + (ulong)attempts) * 0.2)) : null;

    // The finaliser of SplitMix64: neighbouring sequences land far apart. 0 to 1.
    private static double Spread(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return ((value ^ (value >> 31)) >> 11) / (double)(1UL << 53);
    }
}

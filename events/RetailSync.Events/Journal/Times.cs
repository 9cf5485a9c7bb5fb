namespace RetailSync.Events.Journal;

/// <summary>Times as the store keeps them: microseconds since 1970 in UTC.</summary>
internal static class Times
{
    /// <summary>To the store.</summary>
    public static long ToStore(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>To the store; null stays null.</summary>
    public static long? ToStore(DateTimeOffset? time) => time is { } known ? ToStore(known) : null;

    /// <summary>From the store.</summary>
    public static DateTimeOffset FromStore(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}

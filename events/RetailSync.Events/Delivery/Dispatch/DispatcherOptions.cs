namespace RetailSync.Events.Delivery.Dispatch;

/// <summary>How one subscription is delivered. Immutable.</summary>
internal sealed record DispatcherOptions
{
    /// <summary>What becomes of a key when one of its events can not be delivered. Default: it waits.</summary>
    public OrderPolicy Order { get; init; } = OrderPolicy.BlockKey;

    /// <summary>When failed attempts are repeated.</summary>
    public RetrySchedule Retry { get; init; } = RetrySchedule.Default;

    /// <summary>How many events are in memory at most. The log holds the others. 1 to 100,000; default 2,000.</summary>
    public int Window { get; init; } = 2_000;

    /// <summary>How many keys may be stuck or have something to remember, before reading goes no further. 1 to 1,000,000; default 10,000.</summary>
    public int MaxStuckKeys { get; init; } = 10_000;

    /// <summary>How many attempts may be under way at once when all goes well. 1 to 256; default 32.</summary>
    public int MaxConcurrency { get; init; } = 32;

    /// <summary>The shortest time between two attempts, from the rate that the subscriber allows; zero: none.</summary>
    public TimeSpan MinInterval { get; init; }

    /// <summary>How many attempts in a row must fail, with different keys, for the breaker to open. Default 5.</summary>
    public int BreakerFailures { get; init; } = 5;

    /// <summary>How long the breaker stays open at first; doubled by every failed trial up to <see cref="BreakerMaxOpen"/>. Default 5 s.</summary>
    public TimeSpan BreakerOpen { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest time that the breaker stays open. Default 2 min.</summary>
    public TimeSpan BreakerMaxOpen { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The longest <c>Retry-After</c> that is obeyed. Default 24 h.</summary>
    public TimeSpan MaxRetryAfter { get; init; } = TimeSpan.FromHours(24);

    /// <summary>After how long without any success a failing endpoint is disabled. Default 5 d.</summary>
    public TimeSpan DisableAfter { get; init; } = TimeSpan.FromDays(5);
}

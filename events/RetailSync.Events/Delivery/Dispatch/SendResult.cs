namespace RetailSync.Events.Delivery.Dispatch;

/// <summary>How an attempt to deliver ended, and what follows from it. Immutable.</summary>
/// <param name="Verdict">How it ended.</param>
/// <param name="Reason">Why, for those who operate the gateway: a status or a fault, never data. Null when delivered.</param>
/// <param name="RetryAfter">How long the subscriber asked to wait; null when it did not.</param>
/// <param name="EndpointIsIll">Whether the endpoint as a whole seems to be down (no connection, time-out, 5xx) rather than this event refused: what the breaker counts.</param>
internal readonly record struct SendResult(SendVerdict Verdict, string? Reason = null, TimeSpan? RetryAfter = null, bool EndpointIsIll = false)
{
    /// <summary>The subscriber took it.</summary>
    public static SendResult Delivered { get; } = new(SendVerdict.Delivered);
}

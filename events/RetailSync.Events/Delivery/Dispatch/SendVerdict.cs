namespace RetailSync.Events.Delivery.Dispatch;

/// <summary>How an attempt to deliver ended.</summary>
internal enum SendVerdict
{
    /// <summary>The subscriber took it.</summary>
    Delivered,

    /// <summary>It did not; the event's key is parked, and one attempt is used up.</summary>
    Retry,

    /// <summary>It asked for patience (429, 503 with <c>Retry-After</c>). The whole endpoint waits; no attempt is used up.</summary>
    Throttled,

    /// <summary>It will never take this event: no further attempt.</summary>
    DeadLetter,

    /// <summary>It wants no events any more (410): the subscription is disabled, and the event stays due.</summary>
    Gone,
}

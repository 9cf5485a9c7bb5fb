namespace RetailSync.Events.Delivery.Dispatch;

/// <summary>What becomes of a key when one of its events can not be delivered.</summary>
internal enum OrderPolicy
{
    /// <summary>The key waits until a person redelivers or skips the event. The default; right for money and orders.</summary>
    BlockKey,

    /// <summary>Later events are delivered and carry <c>gapfrom</c>.</summary>
    SkipWithGap,

    /// <summary>Only the newest event of each key is of interest: waiting older ones are dropped as superseded. Right for prices and stock.</summary>
    LatestOnly,
}

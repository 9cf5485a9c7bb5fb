namespace RetailSync.Events.Delivery.Dispatch;

/// <summary>What a key's lane waits for.</summary>
internal enum LaneState
{
    /// <summary>For events.</summary>
    Idle,

    /// <summary>For a slot.</summary>
    Ready,

    /// <summary>For the end of an attempt.</summary>
    Sending,

    /// <summary>For its timer, after a failed attempt. It holds no slot.</summary>
    Parked,

    /// <summary>For a person: its head is dead-lettered.</summary>
    Blocked,

    /// <summary>For its head, a placeholder, to be rebuilt.</summary>
    Defect,

    /// <summary>For its events to be read from the log again.</summary>
    Refilling,
}

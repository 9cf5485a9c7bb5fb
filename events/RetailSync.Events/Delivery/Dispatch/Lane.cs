namespace RetailSync.Events.Delivery.Dispatch;

/// <summary>The events of one key that are still due, in order. At most one of them is on its way at a time. One thread at a time.</summary>
internal sealed class Lane(string key)
{
    /// <summary>The key.</summary>
    public string Key { get; } = key;

    /// <summary>What it waits for.</summary>
    public LaneState State { get; set; }

    /// <summary>The events in memory, the oldest first; while one is on its way it is still the head.</summary>
    public Queue<DispatchEvent> Events { get; private set; } = new();

    /// <summary>Dead letters that a person wants to be sent after all, though later events of the key are through.</summary>
    public Queue<DispatchEvent> Late { get; } = new();

    /// <summary>The event that <see cref="Attempts"/> counts for.</summary>
    public long HeadSeq { get; set; }

    /// <summary>How often the head was tried in vain.</summary>
    public int Attempts { get; set; }

    /// <summary>When the head is due again, while parked.</summary>
    public DateTimeOffset DueAt { get; set; }

    /// <summary>Why the last attempt failed.</summary>
    public string? Reason { get; set; }

    /// <summary>The first event that is not in memory; null when all are.</summary>
    public long? SpilledFrom { get; set; }

    /// <summary>The last event that is not in memory.</summary>
    public long SpilledTo { get; set; }

    /// <summary>The number of the first event that was skipped and is still missing.</summary>
    public long? GapFrom { get; set; }

    /// <summary>Whether nothing moves it on but a timer, a person or a repair.</summary>
    public bool IsStuck => State is LaneState.Parked or LaneState.Blocked or LaneState.Defect;

    /// <summary>Whether it has something that must be known after a restart.</summary>
    public bool IsMemorable => Attempts > 0 || State == LaneState.Blocked || SpilledFrom is not null || GapFrom is not null;

    /// <summary>Whether nothing is left of it.</summary>
    public bool IsIdle => State == LaneState.Idle && Events.Count == 0 && Late.Count == 0 && !IsMemorable;

    /// <summary>What must be known after a restart.</summary>
    public LaneRecord ToRecord() => new()
    {
        Key = Key,
        IsBlocked = State == LaneState.Blocked,
        HeadSeq = HeadSeq,
        Attempts = Attempts,
        DueAt = State == LaneState.Parked ? DueAt : null,
        SpilledFrom = SpilledFrom,
        GapFrom = GapFrom,
        Reason = Reason,
    };

    /// <summary>Forgets the failures of a head that is through or gets a fresh start.</summary>
    public void ForgetAttempts() => (HeadSeq, Attempts, Reason) = (0, 0, null);

    /// <summary>Puts other events in the place of those in memory.</summary>
    public void Replace(IEnumerable<DispatchEvent> events) => Events = new Queue<DispatchEvent>(events);
}

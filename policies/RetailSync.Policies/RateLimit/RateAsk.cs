namespace RetailSync.Policies.RateLimit;

/// <summary>What a gateway asks the server for, and what it has set aside meanwhile.</summary>
internal readonly record struct RateAsk
{
    /// <summary>What the request takes.</summary>
    public required int Cost { get; init; }

    /// <summary>What is missing for the request.</summary>
    public required int Need { get; init; }

    /// <summary>What the gateway would take at once; 0: only what is missing.</summary>
    public int Want { get; init; }

    /// <summary>What a refusal takes.</summary>
    public int Denied { get; init; }

    /// <summary>What was set aside from the batch in hand.</summary>
    public int Held { get; init; }

    /// <summary>Until when that is good, as a timestamp.</summary>
    public long HeldUntil { get; init; }

    /// <summary>Windows without room by what this gateway knows; the request is refused, and the server is asked only because refusals count.</summary>
    public int Violated { get; init; }

    /// <summary>Which windows the request was charged to here.</summary>
    public ulong Turns { get; init; }

    /// <summary>When it was asked, as a timestamp.</summary>
    public required long SentAt { get; init; }

    /// <summary>What is given back by the way.</summary>
    public int Back { get; init; }

    /// <summary>The ends of the windows from which that was taken.</summary>
    public long[]? BackTo { get; init; }

    /// <summary>Whether others wait for the outcome.</summary>
    public bool IsRefill { get; init; }
}

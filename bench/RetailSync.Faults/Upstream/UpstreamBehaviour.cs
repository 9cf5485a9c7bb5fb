namespace RetailSync.Faults.Upstream;

/// <summary>How the upstream behaves. Shares are of 1, and drawn for each change. Immutable.</summary>
internal sealed record UpstreamBehaviour
{
    /// <summary>What it offers when an answer is lost: A our key, B a look-up by reference, C a version, D nothing.</summary>
    public string Class { get; init; } = "A";

    /// <summary>The shortest time before a change is applied, in milliseconds.</summary>
    public int MinMilliseconds { get; init; }

    /// <summary>The longest time before a change is applied, in milliseconds.</summary>
    public int MaxMilliseconds { get; init; } = 12;

    /// <summary>The longest time between applying a change and answering, in milliseconds.</summary>
    public int MaxAnswerMilliseconds { get; init; } = 8;

    /// <summary>How often a change is applied only after <see cref="LateMilliseconds"/>, whether or not the caller still waits.</summary>
    public double Late { get; init; }

    /// <summary>How late a late change is, in milliseconds.</summary>
    public int LateMilliseconds { get; init; } = 1_500;

    /// <summary>How often it answers 500 after it has applied a change.</summary>
    public double ErrorAfter { get; init; }

    /// <summary>How often it answers 500 and applies nothing.</summary>
    public double ErrorBefore { get; init; }

    /// <summary>How often it hangs up after it has applied a change.</summary>
    public double DropAfter { get; init; }

    /// <summary>How often it hangs up and applies nothing.</summary>
    public double DropBefore { get; init; }

    /// <summary>How many of the changes it refuses with 422, the same ones each time.</summary>
    public double Refuse { get; init; }

    /// <summary>The one key whose changes never get an answer; null: none.</summary>
    public string? SilentKey { get; init; }
}

using RetailSync.Plugins.Audit.Trail;

namespace RetailSync.Plugins.Audit;

/// <summary>What came of verifying a trail. Immutable.</summary>
public sealed record AuditVerification
{
    /// <summary>The trail's folder.</summary>
    public required string Folder { get; init; }

    /// <summary>Whether the chain holds from its beginning to its end.</summary>
    public bool IsIntact => Faults.Count == 0;

    /// <summary>How many files were read.</summary>
    public required int Files { get; init; }

    /// <summary>How many records hold.</summary>
    public required long Records { get; init; }

    /// <summary>The number of the last record.</summary>
    public required long LastSequence { get; init; }

    /// <summary>Its hash. Kept elsewhere, it proves later that nothing before it was changed.</summary>
    public required string LastHash { get; init; }

    /// <summary>How many tails that a crash had torn are recorded in the trail.</summary>
    public required int Torn { get; init; }

    /// <summary>How many exchanges the trail itself says it missed.</summary>
    public required long Missed { get; init; }

    /// <summary>How often the gateway was started again after it had not stopped on purpose: what was waiting in memory then is not in the trail.</summary>
    public required int UncleanStarts { get; init; }

    /// <summary>Where the chain does not hold.</summary>
    public required IReadOnlyList<TrailFault> Faults { get; init; }
}

namespace RetailSync.Faults.Checking;

/// <summary>What the comparison of clients, ledger and events has found. Immutable.</summary>
public sealed record InvariantReport
{
    /// <summary>Logical changes.</summary>
    public required int Changes { get; init; }

    /// <summary>Changes that clients were told are done.</summary>
    public required int Acknowledged { get; init; }

    /// <summary>Changes that clients were told are not done.</summary>
    public required int Refused { get; init; }

    /// <summary>Changes of which clients know nothing certain.</summary>
    public required int Unknown { get; init; }

    /// <summary>Effects in the upstream's ledger.</summary>
    public required int Applied { get; init; }

    /// <summary>Events in the log.</summary>
    public required int Events { get; init; }

    /// <summary>Events whose outcome was found out later.</summary>
    public required int Reconstructed { get; init; }

    /// <summary>Changes that were applied or acknowledged and have no event.</summary>
    public required IReadOnlyList<string> Lost { get; init; }

    /// <summary>Changes with two effects or two events.</summary>
    public required IReadOnlyList<string> Duplicated { get; init; }

    /// <summary>Events of changes that were never applied.</summary>
    public required IReadOnlyList<string> Phantom { get; init; }

    /// <summary>Acknowledged changes that were never applied.</summary>
    public required IReadOnlyList<string> NotApplied { get; init; }

    /// <summary>Changes that were applied although the client was told that they were not.</summary>
    public required IReadOnlyList<string> AppliedThoughRefused { get; init; }

    /// <summary>Pairs of neighbouring events of one key whose changes were applied the other way round.</summary>
    public required IReadOnlyList<string> Inversions { get; init; }

    /// <summary>What each subscriber has got.</summary>
    public IReadOnlyList<DeliveryReport> Deliveries { get; init; } = [];

    /// <summary>Whether nothing is wrong.</summary>
    public bool IsSound => Violations == 0;

    /// <summary>How much is wrong.</summary>
    public int Violations => Lost.Count + Duplicated.Count + Phantom.Count + NotApplied.Count + AppliedThoughRefused.Count + Inversions.Count + Deliveries.Sum(delivery => delivery.Violations);
}

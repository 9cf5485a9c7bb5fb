using RetailSync.Faults.Checking;

namespace RetailSync.Faults.Suite;

/// <summary>What came of one round. Immutable.</summary>
/// <param name="Round">What was done.</param>
/// <param name="Report">What the comparison says; null when nothing was compared.</param>
internal sealed record RoundResult(string Round, InvariantReport? Report)
{
    /// <summary>What else did not hold.</summary>
    public IReadOnlyList<string> Complaints { get; init; } = [];

    /// <summary>Figures worth knowing.</summary>
    public string Figures { get; init; } = "";

    /// <summary>Whether the gateway was made to do wrong, so that the comparison must find something.</summary>
    public bool MustBeCaught { get; init; }

    /// <summary>Whether all is as it should be.</summary>
    public bool IsPassed => Complaints.Count == 0 && (Report is null || Report.IsSound != MustBeCaught);
}

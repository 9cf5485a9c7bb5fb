namespace RetailSync.Contracts.Compare;

/// <summary>What the comparison of two versions depends on besides the documents.</summary>
public sealed record ComparisonOptions
{
    /// <summary>The day on which the change is judged: a sunset before it has passed. There is no default, so that a result never depends on a hidden clock.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>Days between announcing the end of a beta operation and its sunset. Default 31; 0 asks for none.</summary>
    public int DeprecationDaysBeta { get; init; } = 31;

    /// <summary>Days between announcing the end of a stable operation and its sunset; one without <c>x-stability-level</c> is stable. Default 180; 0 asks for none.</summary>
    public int DeprecationDaysStable { get; init; } = 180;

    /// <summary>Changes that are reported at most; what is left out is counted among the undecided. Default 100 000.</summary>
    public int MaxChanges { get; init; } = 100_000;
}

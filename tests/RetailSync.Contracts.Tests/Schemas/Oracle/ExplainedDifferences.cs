namespace RetailSync.Contracts.Tests.Schemas.Oracle;

/// <summary>Why the other side says something else, and why it may. Asked of the smallest pair that shows the difference.</summary>
internal static class ExplainedDifferences
{
    private static readonly (string Reason, Func<Difference, bool> Is)[] All = [];

    /// <summary>The reason for a difference; null when there is none.</summary>
    public static string? Reason(Difference difference) => All.FirstOrDefault(one => one.Is(difference)).Reason;
}

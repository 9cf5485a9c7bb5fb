namespace RetailSync.Bench.Pressure;

/// <summary>The course of one pressure run, in seconds from its start.</summary>
internal static class PressureTimes
{
    /// <summary>Payments alone until here.</summary>
    public const double BulkBegins = 10;

    /// <summary>From here on bulk is a trickle again.</summary>
    public const double BulkEnds = 20;

    /// <summary>The end.</summary>
    public const double End = 26;
}

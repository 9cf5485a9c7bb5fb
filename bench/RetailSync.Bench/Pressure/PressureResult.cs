namespace RetailSync.Bench.Pressure;

/// <summary>What one run found.</summary>
/// <param name="IsOn">Whether <c>admit</c> refused, or only counted.</param>
/// <param name="Calls">Every call.</param>
/// <param name="Limits">What the gateway said of its limit, by seconds from the start.</param>
internal sealed record PressureResult(bool IsOn, IReadOnlyList<PressureCall> Calls, IReadOnlyList<(double At, double Limit)> Limits)
{
    /// <summary>The payments' p99 without bulk, in milliseconds.</summary>
    public double Alone { get; } = Quantile(Calls, 0, PressureTimes.BulkBegins, 0.99);

    /// <summary>The payments' p99 while bulk saturates the system.</summary>
    public double Loaded { get; } = Quantile(Calls, PressureTimes.BulkBegins, PressureTimes.BulkEnds, 0.99);

    /// <summary>The payments' median while bulk saturates the system.</summary>
    public double LoadedMedian { get; } = Quantile(Calls, PressureTimes.BulkBegins, PressureTimes.BulkEnds, 0.5);

    /// <summary>How much longer payments take under load, at the 99th percentile.</summary>
    public double Ratio => Loaded / Alone;

    /// <summary>Payments that were not answered with 200.</summary>
    public int LostPayments => Calls.Count(call => call.IsPayment && call.Status != 200);

    /// <summary>Bulk calls that went through while bulk saturated the system, per second.</summary>
    public double BulkPerSecond => Calls.Count(call => !call.IsPayment && call.Status == 200 && IsLoaded(call)) / (PressureTimes.BulkEnds - PressureTimes.BulkBegins);

    /// <summary>Bulk calls that were shed, per second.</summary>
    public double ShedPerSecond => Calls.Count(call => !call.IsPayment && call.Status == 503 && IsLoaded(call)) / (PressureTimes.BulkEnds - PressureTimes.BulkBegins);

    /// <summary>How long after the load had gone the last call was shed, in seconds; 0 when none was.</summary>
    public double ShedFor => Calls.Where(call => call.Status == 503 && call.At >= PressureTimes.BulkEnds).Select(call => call.At - PressureTimes.BulkEnds).DefaultIfEmpty(0).Max();

    private static bool IsLoaded(PressureCall call) => call.At is >= PressureTimes.BulkBegins and < PressureTimes.BulkEnds;

    private static double Quantile(IEnumerable<PressureCall> calls, double from, double until, double share)
    {
        var sorted = calls.Where(call => call.IsPayment && call.Status == 200 && call.At >= from && call.At < until).Select(call => call.Milliseconds).Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
    }
}

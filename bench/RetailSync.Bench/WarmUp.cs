namespace RetailSync.Bench;

/// <summary>Drives a candidate until its compiled code stands still.</summary>
internal static class WarmUp
{
    private const double SliceSeconds = 1.5;
    private const int Compared = 2;
    private const double Tolerance = 0.03;
    private const long LeastRequests = 120_000;

    /// <summary>Returns the slices' figures, the last of which is the steady state unless the time ran out.</summary>
    public static async Task<IReadOnlyList<Measurement>> RunAsync(BenchStage stage, Candidate candidate, BenchOptions options, CancellationToken cancel)
    {
        var slices = new List<Measurement>();
        do
        {
            slices.Add(await stage.MeasureAsync(candidate, options.Connections, SliceSeconds, 0, cancel));
        }
        while (!IsSteady(slices) && slices.Count * SliceSeconds < options.WarmUp);

        return slices;
    }

    // Tiered compilation works in steps with pauses between: two slices must agree with the two before, after enough requests.
    public static bool IsSteady(IReadOnlyList<Measurement> slices)
    {
        if (slices.Count < 2 * Compared || slices.Sum(slice => slice.Requests) < LeastRequests)
        {
            return false;
        }

        var last = slices.TakeLast(Compared).Average(slice => slice.CpuPerRequest);
        var before = slices.SkipLast(Compared).TakeLast(Compared).Average(slice => slice.CpuPerRequest);
        return Math.Abs(last - before) <= Tolerance * before;
    }
}

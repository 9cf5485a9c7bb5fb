namespace RetailSync.Bench.Delivery;

/// <summary>How a gateway's memory went while some work was done, by quarters of the work.</summary>
internal sealed record MemoryCourse(IReadOnlyList<MemorySample> Samples)
{
    /// <summary>By how much the last quarter's median may lie above the first one's.</summary>
    public const double Allowance = 0.1;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>The medians of the resident memory in each quarter of the work.</summary>
    public IReadOnlyList<double> Quarters => [.. Enumerable.Range(0, 4).Select(quarter => Of(quarter, sample => sample.Resident))];

    /// <summary>The same of the managed objects.</summary>
    public IReadOnlyList<double> ManagedQuarters => [.. Enumerable.Range(0, 4).Select(quarter => Of(quarter, sample => sample.Managed))];

    /// <summary>The most.</summary>
    public double Peak => Samples.Max(sample => sample.Resident);

    /// <summary>Whether the last quarter's median is at most a tenth above the first one's.</summary>
    public bool IsFlat => Quarters[3] <= Quarters[0] * (1 + Allowance);

    /// <summary>Watches a process until some work is done. Nobody else may ask for its usage meanwhile.</summary>
    public static async Task<MemoryCourse> WatchAsync(BenchProcess process, Func<double> share, Task work, TimeProvider clock, CancellationToken cancel)
    {
        var samples = new List<MemorySample>();
        do
        {
            samples.Add(Of(share(), await process.SampleAsync(cancel)));
        }
        while (await Task.WhenAny(work, Task.Delay(Interval, clock, cancel)) != work);

        await work;
        samples.Add(Of(1, await process.SampleAsync(cancel)));
        return new MemoryCourse(samples);
    }

    /// <summary>Prints it: at the start and at every quarter's end, and the quarters' medians.</summary>
    public void Print(string what)
    {
        Console.WriteLine($"  {what}, MB resident (managed):");
        Console.WriteLine($"    at 0, 25, 50, 75 and 100 %: {string.Join(", ", new[] { 0, 0.25, 0.5, 0.75, 1 }.Select(share => Samples.First(sample => sample.Share >= share)).Select(sample => $"{sample.Resident:0} ({sample.Managed:0})"))}");
        Console.WriteLine($"    medians of the quarters:    {string.Join(", ", Quarters.Zip(ManagedQuarters, (resident, managed) => $"{resident:0} ({managed:0})"))}; most {Peak:0}");
        Console.WriteLine($"    target: last quarter at most {Allowance:P0} above the first: {Quarters[3] / Quarters[0]:0.000}: {(IsFlat ? "met" : "missed")}");
    }

    private static MemorySample Of(double share, UsageSample sample) => new(Math.Clamp(share, 0, 1), sample.ResidentBytes / 1e6, sample.LiveBytes / 1e6);

    private double Of(int quarter, Func<MemorySample, double> figure) =>
        Spread.Of(Samples.Where(sample => sample.Share >= quarter * 0.25 && (sample.Share < (quarter + 1) * 0.25 || quarter == 3)).Select(figure)).Median;
}

namespace RetailSync.Bench;

/// <summary>Measures a few candidates in turns, in an order of its own each round, and compares one of them with another.</summary>
internal static class Comparison
{
    /// <summary>Measures them all.</summary>
    /// <param name="options">Rounds, restarts, seconds, connections.</param>
    /// <param name="candidates">Who is measured; all must start.</param>
    /// <param name="level">As fast as answers come, or at a fixed rate.</param>
    /// <param name="share">For a fixed rate: which share of what the slowest candidate can do.</param>
    /// <param name="identity">The issuer of tokens, and one of them.</param>
    /// <param name="proof">Says after each restart that the work was really done, or throws.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<List<Measurement>> MeasureAsync(
        BenchOptions options, Candidate[] candidates, LoadLevel level, double share, (string Issuer, string Token) identity, Func<BenchStage, CancellationToken, Task<string>> proof, CancellationToken cancel)
    {
        var measurements = new List<Measurement>();
        for (var restart = 1; restart <= options.Restarts; restart++)
        {
            await using var stage = await BenchStage.StartAsync(options, candidates, identity.Issuer, identity.Token, cancel);
            if (stage.Ready.Count < candidates.Length)
            {
                throw new BenchException("Not everything started, so there is nothing to compare.");
            }

            var capacity = double.MaxValue;
            foreach (var candidate in stage.Ready)
            {
                var slices = await WarmUp.RunAsync(stage, candidate, options, cancel);
                capacity = Math.Min(capacity, slices.TakeLast(2).Average(slice => slice.RequestsPerSecond));
            }

            var rate = level == LoadLevel.Half ? Math.Max(1, capacity * share) : 0;
            for (var round = ((restart - 1) * options.Rounds / options.Restarts) + 1; round <= restart * options.Rounds / options.Restarts; round++)
            {
                var order = stage.Ready.ToArray();
                Random.Shared.Shuffle(order);
                foreach (var candidate in order)
                {
                    var window = await stage.MeasureAsync(candidate, options.Connections, options.Seconds, rate, cancel);
                    measurements.Add(window with { Restart = restart, Round = round, Level = level });
                }
            }

            Console.WriteLine($"  restart {restart} of {options.Restarts}: {await proof(stage, cancel)}");
        }

        return measurements;
    }

    /// <summary>Prints every candidate beside the baseline, and what that says of the bound.</summary>
    public static void Print(List<Measurement> measurements, Candidate[] candidates, string baseline, Func<Measurement, double> figure, string unit, Bound bound)
    {
        var figures = new Figures(measurements);
        var level = measurements[0].Level;
        foreach (var candidate in candidates)
        {
            var (own, ratio) = (figures.Of(candidate.Id, level, figure), figures.Ratio(candidate.Id, baseline, level, figure));
            Console.WriteLine(
                $"  {candidate.Id,-18} {own.Median,9:0.0} {unit}, / {baseline} {ratio.Median:0.000} ({ratio.Lower:0.000}-{ratio.Upper:0.000}), failed {figures.Failures(candidate.Id)} {figures.FirstFailure(candidate.Id)}  {candidate.Title}");
        }

        var found = figures.Ratio(bound.Candidate, baseline, level, figure);
        Console.WriteLine($"  target at {(bound.IsUpper ? "most" : "least")} {bound.Limit:0.00}: {Verdicts.Of(found, bound.Limit, bound.IsUpper)}");
    }
}

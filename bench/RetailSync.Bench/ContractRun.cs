using System.Globalization;

namespace RetailSync.Bench;

/// <summary>The scenario <c>contract</c>: what it costs to enforce a contract on an order, and whether the caller of a large page notices that its answer is observed.</summary>
internal static class ContractRun
{
    private const double OrderTarget = 1.5;
    private const double PageTarget = 1.05;
    private const double PageLoad = 0.3;

    private const string BadOrder = """{"orderNumber":"WEB-1"}""";

    private static readonly string Order =
        $$"""{"orderNumber":"WEB-0000500001","channel":"web","currency":"EUR","placedAt":"2025-11-20T09:14:27Z","customer":{"id":"C-100234","email":"ada@example.com","country":"GB"},"lines":[{{string.Join(',', Enumerable.Range(1, 15).Select(line => $$"""{"line":{{line}},"sku":"SKU-{{line:000000}}","name":"Trousers, straight, number {{line}}","quantity":{{line % 3 + 1}},"price":{{1_999 + line}},"tax":"standard"}"""))}}],"total":59985}""";

    private static readonly Candidate[] Orders =
    [
        new(Candidates.Raw, "stock YARP") { Path = "/bench/v1/orders", Body = Order },
        new(Candidates.RawAgain, "stock YARP, a second process: the noise floor") { Path = "/bench/v1/orders", Body = Order },
        new(Candidates.Full, "gateway, nothing judged") { Path = "/bench/v1/orders", Body = Order, Template = "gateway-full.json", NeedsToken = true, ProofHeader = "RateLimit" },
        new("gateway-judged", "gateway, request enforced, answer observed") { Path = "/bench/v1/orders", Body = Order, BadBody = BadOrder, Template = "gateway-judged.json", NeedsToken = true, ProofHeader = "RateLimit" },
    ];

    private static readonly Candidate[] Pages =
    [
        new(Candidates.Full, "gateway, nothing judged") { Path = "/bench/v1/catalogue", Template = "gateway-full.json", NeedsToken = true, ProofHeader = "RateLimit" },
        new("gateway-full-again", "gateway, a second process: the noise floor") { Path = "/bench/v1/catalogue", Template = "gateway-full.json", NeedsToken = true, ProofHeader = "RateLimit" },
        new("gateway-judged", "gateway, answer observed") { Path = "/bench/v1/catalogue", Template = "gateway-judged.json", NeedsToken = true, ProofHeader = "RateLimit" },
    ];

    public static async Task<int> ExecuteAsync(BenchOptions options, TimeProvider clock, CancellationToken cancel)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        await using var issuer = await TokenIssuer.StartAsync(cancel);
        var token = issuer.Mint(clock.GetUtcNow());
        try
        {
            Console.WriteLine($"an order of {Order.Length:N0} bytes, as fast as answers come");
            var orders = await MeasureAsync(options, Orders, LoadLevel.Saturated, issuer.Issuer, token, cancel);
            Print(orders, Orders, Candidates.Raw, measurement => measurement.CpuPerRequest, "CPU us/request", OrderTarget);
            Console.WriteLine($"a page of 200 KB, at {PageLoad:P0} of what one gateway can do");
            var pages = await MeasureAsync(options, Pages, LoadLevel.Half, issuer.Issuer, token, cancel);
            Print(pages, Pages, Candidates.Full, measurement => measurement.P50, "p50 us", PageTarget);
            return 0;
        }
        catch (BenchException reason)
        {
            await Console.Error.WriteLineAsync(reason.Message);
            return 1;
        }
    }

    private static async Task<List<Measurement>> MeasureAsync(BenchOptions options, Candidate[] candidates, LoadLevel level, string issuer, string token, CancellationToken cancel)
    {
        var measurements = new List<Measurement>();
        for (var restart = 1; restart <= options.Restarts; restart++)
        {
            await using var stage = await BenchStage.StartAsync(options, candidates, issuer, token, cancel);
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

            var rate = level == LoadLevel.Half ? Math.Max(1, capacity * PageLoad) : 0;
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

            Console.WriteLine($"  restart {restart} of {options.Restarts}: {await JudgedAsync(stage, cancel)}");
        }

        return measurements;
    }

    // A fast gateway that judged nothing proves nothing.
    private static async Task<string> JudgedAsync(BenchStage stage, CancellationToken cancel)
    {
        var metrics = await stage.MetricsAsync(stage.Ready.Single(candidate => candidate.Id == "gateway-judged"), cancel);
        double Sum(string name, string side) => metrics.Split('\n').Where(line => line.StartsWith(name, StringComparison.Ordinal) && line.Contains($"side=\"{side}\"", StringComparison.Ordinal))
            .Sum(line => double.Parse(line[(line.LastIndexOf('}') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture));
        var (judged, unjudged) = (Sum("retailsync_contract_messages_total", "response"), Sum("retailsync_contract_unjudged_total", "response"));
        return judged > 0 ? $"{judged:N0} answers judged, {unjudged:N0} not" : throw new BenchException("No answer was judged.");
    }

    private static void Print(List<Measurement> measurements, Candidate[] candidates, string baseline, Func<Measurement, double> figure, string unit, double target)
    {
        var figures = new Figures(measurements);
        var level = measurements[0].Level;
        foreach (var candidate in candidates)
        {
            var (own, ratio) = (figures.Of(candidate.Id, level, figure), figures.Ratio(candidate.Id, baseline, level, figure));
            Console.WriteLine(
                $"  {candidate.Id,-18} {own.Median,9:0.0} {unit}, / {baseline} {ratio.Median:0.000} ({ratio.Lower:0.000}-{ratio.Upper:0.000}), failed {figures.Failures(candidate.Id)} {figures.FirstFailure(candidate.Id)}  {candidate.Title}");
        }

        var judged = figures.Ratio("gateway-judged", baseline, level, figure);
        Console.WriteLine($"  target at most {target:0.00}: {(judged.Upper <= target ? "met" : judged.Lower > target ? "missed" : "unclear")}");
    }
}

using System.Globalization;

namespace RetailSync.Bench;

/// <summary>The scenario <c>journal</c>: how many changes a gateway takes that writes each down before it is sent and again, with its event, before its answer leaves.</summary>
internal static class JournalRun
{
    private const string Journalled = "gateway-journalled";
    private const double Target = 0.6;
    private const int Callers = 64;

    private static readonly Candidate[] Changes =
    [
        new(Candidates.Full, "gateway, nothing written") { Path = "/bench/v1/orders", Body = ContractRun.Order, Template = "gateway-full.json", NeedsToken = true, ProofHeader = "RateLimit" },
        new("gateway-full-again", "gateway, a second process: the noise floor") { Path = "/bench/v1/orders", Body = ContractRun.Order, Template = "gateway-full.json", NeedsToken = true, ProofHeader = "RateLimit" },
        new(Journalled, "gateway, SQLite with synchronous=FULL") { Path = "/bench/v1/orders", Body = ContractRun.Order, Template = "gateway-journalled.json", NeedsToken = true, ProofHeader = "RateLimit" },
    ];

    public static async Task<int> ExecuteAsync(BenchOptions options, TimeProvider clock, CancellationToken cancel)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        await using var issuer = await TokenIssuer.StartAsync(cancel);
        var token = issuer.Mint(clock.GetUtcNow());
        try
        {
            Console.WriteLine($"an order of {ContractRun.Order.Length:N0} bytes, {Callers} callers, as fast as answers come");
            var changes = await Comparison.MeasureAsync(options with { Connections = Callers }, Changes, LoadLevel.Saturated, 0, (issuer.Issuer, token), WrittenAsync, cancel);
            Comparison.Print(changes, Changes, Candidates.Full, measurement => measurement.RequestsPerSecond, "changes/s", new Bound(Journalled, Target, IsUpper: false));
            return 0;
        }
        catch (BenchException reason)
        {
            await Console.Error.WriteLineAsync(reason.Message);
            return 1;
        }
    }

    // A fast gateway that wrote nothing proves nothing.
    private static async Task<string> WrittenAsync(BenchStage stage, CancellationToken cancel)
    {
        var metrics = await stage.MetricsAsync(stage.Ready.Single(candidate => candidate.Id == Journalled), cancel);
        var done = metrics.Split('\n').Where(line => line.StartsWith("retailsync_journal_outcomes_total", StringComparison.Ordinal) && line.Contains("done", StringComparison.OrdinalIgnoreCase))
            .Sum(line => double.Parse(line[(line.LastIndexOf('}') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture));
        return done > 0 ? $"{done:N0} changes written down" : throw new BenchException("No change was written down.");
    }
}

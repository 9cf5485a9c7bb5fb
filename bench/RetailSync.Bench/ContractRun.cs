using System.Globalization;

namespace RetailSync.Bench;

/// <summary>The scenario <c>contract</c>: what it costs to enforce a contract on an order, and whether the caller of a large page notices that its answer is observed.</summary>
internal static class ContractRun
{
    private const double OrderTarget = 1.5;
    private const double PageTarget = 1.05;
    private const double PageLoad = 0.3;

    private const string BadOrder = """{"orderNumber":"WEB-1"}""";

    /// <summary>An order of nearly two kilobytes.</summary>
    internal static readonly string Order =
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
            var orders = await Comparison.MeasureAsync(options, Orders, LoadLevel.Saturated, 0, (issuer.Issuer, token), JudgedAsync, cancel);
            Comparison.Print(orders, Orders, Candidates.Raw, measurement => measurement.CpuPerRequest, "CPU us/request", new Bound("gateway-judged", OrderTarget, IsUpper: true));
            Console.WriteLine($"a page of 200 KB, at {PageLoad:P0} of what one gateway can do");
            var pages = await Comparison.MeasureAsync(options, Pages, LoadLevel.Half, PageLoad, (issuer.Issuer, token), JudgedAsync, cancel);
            Comparison.Print(pages, Pages, Candidates.Full, measurement => measurement.P50, "p50 us", new Bound("gateway-judged", PageTarget, IsUpper: true));
            return 0;
        }
        catch (BenchException reason)
        {
            await Console.Error.WriteLineAsync(reason.Message);
            return 1;
        }
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
}

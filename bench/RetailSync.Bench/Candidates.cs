namespace RetailSync.Bench;

/// <summary>Everything that can be measured; the first is what the others are compared with.</summary>
internal static class Candidates
{
    public const string Raw = "raw";
    public const string RawAgain = "raw-again";
    public const string Empty = "gateway-empty";
    public const string ThousandRoutes = "gateway-1000";
    public const string Full = "gateway-full";
    public const string Traces = "gateway-traces";
    public const string Guarded = "gateway-guarded";

    public static IReadOnlyList<Candidate> All { get; } =
    [
        new(Raw, "stock YARP"),
        new(RawAgain, "stock YARP, a second process: the noise floor"),
        new("raw-1000", "stock YARP, 1,000 routes") { Routes = 1_000 },
        new("stock", "stock YARP + JwtBearer + framework rate limiter, two windows") { Variant = "Stock", NeedsToken = true },
        new(Empty, "gateway, public route, no policies") { Template = "gateway-empty.json" },
        new(ThousandRoutes, "gateway, the same with 1,000 routes") { Template = "gateway-empty.json", Routes = 1_000 },
        new(Full, "gateway: edge, version, cached JWT, authorize, two rate windows, metrics") { Template = "gateway-full.json", NeedsToken = true, ProofHeader = "RateLimit" },
        new(Traces, "gateway, the same with 1 % of traces exported") { Template = "gateway-traces.json", NeedsToken = true, ProofHeader = "RateLimit", MustExport = true },
        new(Guarded, "gateway, the same with limits through Redis, admit, cache, breaker, retries and two plugins") { Template = "gateway-guarded.json", NeedsToken = true, NeedsRedis = true, ProofHeader = "RateLimit", MustExport = true },
    ];
}

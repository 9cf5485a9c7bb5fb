namespace RetailSync.Bench;

/// <summary>One thing that is measured.</summary>
/// <param name="Id">Its name on the command line.</param>
/// <param name="Title">What it is, for people.</param>
internal sealed record Candidate(string Id, string Title)
{
    /// <summary>The gateway's configuration template under <c>configs/</c>; null: stock YARP.</summary>
    public string? Template { get; init; }

    /// <summary>Stock YARP's variant.</summary>
    public string Variant { get; init; } = "Plain";

    /// <summary>How many routes it has.</summary>
    public int Routes { get; init; } = 1;

    /// <summary>Whether requests carry a token, and are refused without one.</summary>
    public bool NeedsToken { get; init; }

    /// <summary>Whether it needs a redis-server, which then has to be installed.</summary>
    public bool NeedsRedis { get; init; }

    /// <summary>A header that its answers must have, as proof that the policies really run; null for none.</summary>
    public string? ProofHeader { get; init; }

    /// <summary>Whether it must have sent something to the telemetry sink by the end.</summary>
    public bool MustExport { get; init; }

    /// <summary>The one path that it is asked for; null: 97 items in turn.</summary>
    public string? Path { get; init; }

    /// <summary>The body of a POST, JSON; null: GET.</summary>
    public string? Body { get; init; }

    /// <summary>A body that must be refused, as proof that requests are judged; null for none.</summary>
    public string? BadBody { get; init; }

    /// <summary>The paths that the load generator asks for, in turn.</summary>
    public IReadOnlyList<string> Paths => Path is not null ? [Path] : [.. Enumerable.Range(0, 97).Select(number => $"/{System(number)}/v1/items/{number}")];

    // 97 and 1,000 have no common divisor, so the routes asked for are spread over the whole table.
    private string System(int number) => Routes == 1 ? "bench" : $"bench{number * 7919 % Routes:0000}";
}

namespace RetailSync.Bench;

/// <summary>What the command line asks for.</summary>
internal sealed record BenchOptions
{
    /// <summary>How many rounds over the whole run, shared out among the restarts.</summary>
    public required int Rounds { get; init; }

    /// <summary>How long one measured window lasts.</summary>
    public required double Seconds { get; init; }

    /// <summary>How often every process is started anew.</summary>
    public required int Restarts { get; init; }

    /// <summary>The longest warm-up of one candidate after a restart, in seconds; it ends sooner when its figures stand still.</summary>
    public required double WarmUp { get; init; }

    /// <summary>Connections of the closed loop; the open loop has four times as many.</summary>
    public required int Connections { get; init; }

    /// <summary>The candidates to run besides <c>raw</c>; empty: all.</summary>
    public required IReadOnlyList<string> Only { get; init; }

    /// <summary>Where the figures go as JSON; null: nowhere.</summary>
    public string? Json { get; init; }

    /// <summary>The gateway's program, <c>RetailSync.Gateway.dll</c>.</summary>
    public required string Gateway { get; init; }
}

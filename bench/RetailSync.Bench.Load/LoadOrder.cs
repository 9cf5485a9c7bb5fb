namespace RetailSync.Bench.Load;

/// <summary>One run of the load generator.</summary>
public sealed record LoadOrder
{
    /// <summary>The port on 127.0.0.1.</summary>
    public required int Port { get; init; }

    /// <summary>The paths to ask for, in turn.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>The JSON that is posted; null: GET.</summary>
    public string? Body { get; init; }

    /// <summary>The whole <c>Authorization</c> header; null for none.</summary>
    public string? Authorization { get; init; }

    /// <summary>How many connections, each with one request at a time.</summary>
    public required int Connections { get; init; }

    /// <summary>How long.</summary>
    public required double Seconds { get; init; }

    /// <summary>Requests per second over all connections (open loop); 0: as fast as answers come (closed loop).</summary>
    public required double Rate { get; init; }
}

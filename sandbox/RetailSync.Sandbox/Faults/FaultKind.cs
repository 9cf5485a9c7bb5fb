namespace RetailSync.Sandbox;

/// <summary>What goes wrong.</summary>
internal enum FaultKind
{
    /// <summary>The call waits first: <c>latencyMs</c>, give or take <c>jitterMs</c>.</summary>
    Latency,

    /// <summary>The call is answered with <c>status</c> and not applied.</summary>
    Error,

    /// <summary>The call is applied and then answered with <c>status</c>.</summary>
    ErrorAfter,

    /// <summary>The connection is reset before anything is applied.</summary>
    DropBefore,

    /// <summary>The call is applied, then the connection is reset without an answer.</summary>
    DropAfter,

    /// <summary>The system is away: the connection is reset, or <c>status</c> is answered when one is given.</summary>
    Offline,

    /// <summary>The call is applied twice, as by a hop that repeats it; the first answer is given.</summary>
    Duplicate,

    /// <summary>The call is applied, and its answer is no longer what the contract says: the first property of a JSON object has another name.</summary>
    Drift,
}

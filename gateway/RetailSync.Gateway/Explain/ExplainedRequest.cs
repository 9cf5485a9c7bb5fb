using RetailSync.Gateway.Forwarding;

namespace RetailSync.Gateway.Explain;

/// <summary>What happened to one request. Holds no header values, no query and no bodies; what is secret or personal in its texts is masked. Immutable.</summary>
internal sealed record ExplainedRequest
{
    /// <summary>The request's id.</summary>
    public required string Id { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>How long it took.</summary>
    public required double Milliseconds { get; init; }

    /// <summary>The method.</summary>
    public required string Method { get; init; }

    /// <summary>The path after version selection, without the query.</summary>
    public required string Path { get; init; }

    /// <summary>The status that the caller got.</summary>
    public required int Status { get; init; }

    /// <summary>Who produced that status: <c>gateway</c> or <c>upstream</c>.</summary>
    public required string ProducedBy { get; init; }

    /// <summary>The problem's id, when the gateway refused.</summary>
    public string? Problem { get; init; }

    /// <summary>What the caller was told.</summary>
    public string? Detail { get; init; }

    /// <summary>What only operators are told.</summary>
    public string? Reason { get; init; }

    /// <summary>The policy that refused.</summary>
    public string? RefusedBy { get; init; }

    /// <summary>The configuration in force.</summary>
    public required string ConfigRevision { get; init; }

    /// <summary>The route; null when none matched.</summary>
    public string? Route { get; init; }

    /// <summary>Why this route: the pattern that the path fits.</summary>
    public string? RoutePath { get; init; }

    /// <summary>The API version that was meant, such as <c>crm/customers 2</c>.</summary>
    public string? Version { get; init; }

    /// <summary>The contract.</summary>
    public string? Contract { get; init; }

    /// <summary>The contract's hash.</summary>
    public string? ContractHash { get; init; }

    /// <summary>The operation.</summary>
    public string? Operation { get; init; }

    /// <summary>The consumer.</summary>
    public string? Consumer { get; init; }

    /// <summary>The cluster.</summary>
    public string? Cluster { get; init; }

    /// <summary>The destination that was called; null when nothing was sent.</summary>
    public string? Destination { get; init; }

    /// <summary>How many attempts were made to have it answered.</summary>
    public int AttemptCount { get; init; }

    /// <summary>Each attempt with its destination, result and time.</summary>
    public IReadOnlyList<ForwardAttempt> Attempts { get; init; } = [];

    /// <summary>Each step with its decision and time, when an explanation was asked for.</summary>
    public IReadOnlyList<ExplainedStep> Steps { get; init; } = [];
}

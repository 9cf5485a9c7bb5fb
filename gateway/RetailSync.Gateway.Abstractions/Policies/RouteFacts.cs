namespace RetailSync.Gateway;

/// <summary>What is known about a route when its policies are built. Immutable.</summary>
public sealed record RouteFacts
{
    /// <summary>The route's id in <c>yarp.json</c>.</summary>
    public required string RouteId { get; init; }

    /// <summary>The cluster it forwards to; empty for the gateway's own endpoints.</summary>
    public string ClusterId { get; init; } = "";

    /// <summary>The contract that decides its operations; null for gRPC, WebSocket and our own endpoints, which name their scopes.</summary>
    public IContract? Contract { get; init; }

    /// <summary>The API version that the contract belongs to; null where there is no contract.</summary>
    public ApiVersion? Version { get; init; }

    /// <summary>The pattern that a path must fit to come this way; empty for the gateway's own endpoints.</summary>
    public string Path { get; init; } = "";

    /// <summary>The longest body in bytes that this route accepts; null: the front door's limit, negative: any.</summary>
    public long? MaxBodyBytes { get; init; }

    /// <summary>Whether the system sees the client's own <c>Authorization</c> or cookies, so that its answers may differ from person to person.</summary>
    public bool ForwardsCredentials { get; init; }

    /// <summary>Whether the route says <c>"public": true</c>: no credential is asked for.</summary>
    public bool IsPublic { get; init; }

    /// <summary>Whether the system takes a key of ours that makes a repeated change harmless (its cluster's <c>Upstream:HonoursKey</c>).</summary>
    public bool HonoursKey { get; init; }

    /// <summary>Whether the gateway has a journal (its settings have a section <c>Store</c>).</summary>
    public bool HasJournal { get; init; }
}

using RetailSync.Gateway.Forwarding;

namespace RetailSync.Gateway.Pipeline;

/// <summary>All that was worked out for a route when it was loaded. Sits on the endpoint as metadata, so that route and plan swap together. Immutable.</summary>
internal sealed class RoutePlan
{
    /// <summary>What is known of the route.</summary>
    public required RouteFacts Facts { get; init; }

    /// <summary>Its policies in order.</summary>
    public required PolicyChain Chain { get; init; }

    /// <summary>A hash of everything above; two plans with the same fingerprint do the same.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>What goes upstream besides the request; none for our own endpoints.</summary>
    public UpstreamSettings Upstream { get; init; } = UpstreamSettings.None;

    /// <summary>How long the forward stage waits and how often it tries.</summary>
    public ForwardPolicy Forward { get; init; } = ForwardPolicy.Default;

    /// <summary>How many characters of the path come before the contract's own path.</summary>
    public int PrefixLength => Facts.Version?.PathPrefix.Length ?? 0;
}

namespace RetailSync.Gateway.Pipeline;

/// <summary>Marks one of the gateway's own endpoints on the data port, which pass the same pipeline as every route.</summary>
/// <param name="Name">The endpoint's name in the configuration's faults and in metrics.</param>
/// <param name="Scopes">The scopes that it needs; none: it is public.</param>
internal sealed record ProductEndpoint(string Name, params string[] Scopes)
{
    /// <summary>The pages that explain the problems' types.</summary>
    public static readonly ProductEndpoint Problems = new("problems");

    /// <summary>The explanations of past requests.</summary>
    public static readonly ProductEndpoint Requests = new("requests", "gateway.explain");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ProductEndpoint> All { get; } = [Problems, Requests];
}

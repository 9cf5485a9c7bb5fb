namespace RetailSync.Gateway;

/// <summary>
/// Marks one of the gateway's own endpoints on the data port, as endpoint metadata. They pass the same pipeline as every route. Each one is registered as a service too, so
/// that the configuration can set policies for it.
/// </summary>
/// <param name="Name">The endpoint's name in the configuration's faults and in metrics.</param>
/// <param name="Scopes">The scopes that it needs; none: it is public, unless <see cref="AnyCaller"/> says otherwise.</param>
public sealed record ProductEndpoint(string Name, params string[] Scopes)
{
    /// <summary>Whether every identified caller may use it, whatever its scopes; the endpoint itself decides what each one sees. Default false.</summary>
    public bool AnyCaller { get; init; }

    /// <summary>Whether it can be used without a credential.</summary>
    public bool IsPublic => Scopes.Length == 0 && !AnyCaller;
}

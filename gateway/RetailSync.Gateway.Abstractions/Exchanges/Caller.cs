using System.Collections.Frozen;

namespace RetailSync.Gateway;

/// <summary>Who is calling, as established by a credential. Immutable.</summary>
public sealed record Caller
{
    /// <summary>The application that calls.</summary>
    public required Consumer Consumer { get; init; }

    /// <summary>What the credential allows, never more than the consumer was granted.</summary>
    public required FrozenSet<string> Scopes { get; init; }

    /// <summary>How it was established: <c>jwt</c>, <c>api-key</c>, <c>mtls</c>, or <c>internal</c> for calls that the gateway itself makes.</summary>
    public required string Scheme { get; init; }

    /// <summary>The team of the person or application, from the token or else the consumer's owner.</summary>
    public required string Team { get; init; }

    /// <summary>The roles that the token names.</summary>
    public FrozenSet<string> Roles { get; init; } = [];
}

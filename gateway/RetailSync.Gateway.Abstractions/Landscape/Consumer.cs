using System.Collections.Frozen;

namespace RetailSync.Gateway;

/// <summary>An application that calls. Immutable.</summary>
public sealed record Consumer
{
    /// <summary>The id, kebab-case: <c>web-shop</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>The team that owns it.</summary>
    public required string Owner { get; init; }

    /// <summary>The retail system that it acts for; null for tools and portals.</summary>
    public string? System { get; init; }

    /// <summary>The most that its calls are worth when a system is at its limit; null: as much as the route says. It lowers a call's class and never raises it.</summary>
    public Priority? Priority { get; init; }

    /// <summary>The scopes it was granted. A token never gives more than these.</summary>
    public FrozenSet<string> Scopes { get; init; } = [];

    /// <summary>Token claim values, besides the id, that name this consumer.</summary>
    public IReadOnlyList<string> Subjects { get; init; } = [];

    /// <summary>Its API keys, at most two live at a time.</summary>
    public IReadOnlyList<ApiKeyRecord> ApiKeys { get; init; } = [];

    /// <summary>The client certificates that stand for it.</summary>
    public IReadOnlyList<ConsumerCertificate> Certificates { get; init; } = [];
}

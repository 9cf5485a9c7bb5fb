namespace RetailSync.Catalog;

/// <summary>A consumer that is to be added to the landscape. Immutable.</summary>
public sealed record NewConsumer
{
    /// <summary>The id, kebab-case and not yet taken.</summary>
    public required string Id { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>The team that owns it.</summary>
    public required string Owner { get; init; }

    /// <summary>The retail system that it acts for; null for tools and portals.</summary>
    public string? System { get; init; }

    /// <summary>The scopes to grant. Default: none.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Whether to make an API key as well. Default: no.</summary>
    public bool WithApiKey { get; init; }
}

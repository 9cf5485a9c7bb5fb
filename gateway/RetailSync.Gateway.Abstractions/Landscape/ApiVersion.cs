namespace RetailSync.Gateway;

/// <summary>One major version of an API and its stage of life. Immutable.</summary>
public sealed record ApiVersion
{
    /// <summary>The id of the API, such as <c>crm/customers</c>.</summary>
    public required string ApiId { get; init; }

    /// <summary>The major version, 1 to 999.</summary>
    public required int Number { get; init; }

    /// <summary>The path prefix under which its routes lie: <c>/crm/v1</c>, whatever the API's version scheme.</summary>
    public required string PathPrefix { get; init; }

    /// <summary>The contract that describes it; null only for a retired version.</summary>
    public string? ContractId { get; init; }

    /// <summary>Its stage of life.</summary>
    public LifeStage Stage { get; init; } = LifeStage.Active;

    /// <summary>Since when it is deprecated (RFC 9745).</summary>
    public DateTimeOffset? DeprecatedAt { get; init; }

    /// <summary>From when on it may stop answering (RFC 8594). Never before <see cref="DeprecatedAt"/>.</summary>
    public DateTimeOffset? SunsetAt { get; init; }

    /// <summary>A page for people that tells how to move on.</summary>
    public Uri? MigrationGuide { get; init; }

    /// <summary>The version that replaces it; null when there is none.</summary>
    public int? Successor { get; init; }

    /// <summary>Short windows in which it answers 410 on purpose, in order of time.</summary>
    public IReadOnlyList<Brownout> Brownouts { get; init; } = [];
}

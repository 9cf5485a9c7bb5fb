namespace RetailSync.Gateway;

/// <summary>An API and its versions. Immutable.</summary>
public sealed record Api
{
    /// <summary>The id, <c>system/name</c>: <c>crm/customers</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The system it belongs to.</summary>
    public required string System { get; init; }

    /// <summary>The team that owns it.</summary>
    public required string Owner { get; init; }

    /// <summary>Where it is mounted: one segment, such as <c>/crm</c>.</summary>
    public required string BasePath { get; init; }

    /// <summary>How a request says which version it means. Default: in the path.</summary>
    public VersionScheme Scheme { get; init; } = VersionScheme.Path;

    /// <summary>The header or query parameter that carries the version; <c>Api-Version</c> or <c>api-version</c> by default.</summary>
    public string VersionParameter { get; init; } = "Api-Version";

    /// <summary>The version meant when the request names none; null: such a request is refused with 404.</summary>
    public int? DefaultVersion { get; init; }

    /// <summary>Every version by its number, retired ones included.</summary>
    public required IReadOnlyDictionary<int, ApiVersion> Versions { get; init; }
}

using RetailSync.Contracts.Lint.Spectral.Paths;

namespace RetailSync.Contracts.Lint.Spectral;

/// <summary>A rule of a ruleset. Immutable.</summary>
internal sealed record SpectralRule
{
    public required string Name { get; init; }

    public required LintLevel Level { get; init; }

    public string? Description { get; init; }

    /// <summary>The message's template; null: the description, or what the function says.</summary>
    public string? Message { get; init; }

    /// <summary>Whether references are followed.</summary>
    public bool IsResolved { get; init; } = true;

    /// <summary>The formats of documents it is for; empty: all.</summary>
    public IReadOnlyList<string> Formats { get; init; } = [];

    public required IReadOnlyList<JsonPath> Given { get; init; }

    public required IReadOnlyList<SpectralThen> Then { get; init; }
}

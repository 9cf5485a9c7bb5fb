using RetailSync.Gateway;

namespace RetailSync.Catalog;

/// <summary>What came of an edit. Immutable.</summary>
public sealed record ConsumerEdit
{
    /// <summary>Why nothing was changed; empty when the edit was made.</summary>
    public IReadOnlyList<ConfigFault> Refusals { get; init; } = [];

    /// <summary>The file that was changed; null when nothing was.</summary>
    public string? File { get; init; }

    /// <summary>The consumer as it stands in the file now; null when nothing was changed.</summary>
    public Consumer? Consumer { get; init; }

    /// <summary>The API key that was made, to be shown once; null when none was.</summary>
    public NewApiKey? NewKey { get; init; }

    /// <summary>The keys that this edit gave an expiry or removed.</summary>
    public IReadOnlyList<ApiKeyRecord> EndingKeys { get; init; } = [];

    /// <summary>Whether the edit was made.</summary>
    public bool IsDone => Refusals.Count == 0;

    /// <summary>An edit that was not made, for one reason.</summary>
    internal static ConsumerEdit Refused(string path, string message) => new() { Refusals = [new ConfigFault(path, message)] };
}

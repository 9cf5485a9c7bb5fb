namespace RetailSync.Faults.Suite;

/// <summary>What the command line asks for. Immutable.</summary>
internal sealed record SuiteOptions
{
    /// <summary>The faults' names; none: all, or all of the short form.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>sqlite or postgres; null: both.</summary>
    public string? Store { get; init; }

    /// <summary>How many kills.</summary>
    public int Kills { get; init; } = 20;

    /// <summary>Whether this is the short form.</summary>
    public bool IsShort { get; init; }

    /// <summary>Where random choices begin.</summary>
    public int Seed { get; init; }

    /// <summary>Where the results go besides; null: nowhere.</summary>
    public string? JsonFile { get; init; }
}

using RetailSync.Contracts.Lint;

namespace RetailSync.Cli.Lint;

/// <summary>What the command line asks of <c>retailsync lint</c>. Immutable.</summary>
internal sealed record LintOptions
{
    /// <summary>Files and folders.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>How the answer is written.</summary>
    public LintFormat Format { get; init; }

    /// <summary>Where the answer goes; null: to standard output.</summary>
    public string? OutputFile { get; init; }

    /// <summary>The settings; null: none.</summary>
    public string? SettingsFile { get; init; }

    /// <summary>The baseline; null: none.</summary>
    public string? BaselineFile { get; init; }

    /// <summary>Whether the baseline is written instead of read.</summary>
    public bool WritesBaseline { get; init; }

    /// <summary>The level from which a finding fails.</summary>
    public LintLevel FailOn { get; init; } = LintLevel.Error;

    /// <summary>Whether the rules are listed, and nothing else is done.</summary>
    public bool ListsRules { get; init; }
}

using RetailSync.Contracts.Compare;
using RetailSync.Contracts.Compare.Events;
using RetailSync.Contracts.Compare.Output;

namespace RetailSync.Cli.Diff;

/// <summary>What <c>retailsync diff</c> was asked for.</summary>
internal sealed record DiffOptions
{
    /// <summary>The files, oldest first.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>How the answer is written.</summary>
    public ReportFormat Format { get; init; }

    /// <summary>The file the answer goes to; null for the console.</summary>
    public string? OutputFile { get; init; }

    /// <summary>The level from which a change breaks; null when none does.</summary>
    public ChangeLevel? FailOn { get; init; } = ChangeLevel.Error;

    /// <summary>The file with levels and accepted changes; null for none.</summary>
    public string? PolicyFile { get; init; }

    /// <summary>Whether the exit code alone is the answer.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>How events are compared; null when it was not said.</summary>
    public EventComparisonOptions? Events { get; init; }
}

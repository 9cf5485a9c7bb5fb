namespace RetailSync.Contracts.Lint;

/// <summary>How a report is written.</summary>
public enum LintFormat
{
    /// <summary>For people: a line for each finding, and what to do about it.</summary>
    Text,

    /// <summary>For scripts.</summary>
    Json,

    /// <summary>SARIF 2.1.0 (OASIS), for code hosts and editors.</summary>
    Sarif,

    /// <summary>A table, for comments on a change.</summary>
    Markdown,
}

namespace RetailSync.Contracts.Compare.Output;

/// <summary>How a report is written.</summary>
public enum ReportFormat
{
    /// <summary>Lines for people.</summary>
    Text,

    /// <summary>One JSON object.</summary>
    Json,

    /// <summary>Markdown, for a pull request or a changelog.</summary>
    Markdown,

    /// <summary>SARIF 2.1.0, for code scanning.</summary>
    Sarif,
}

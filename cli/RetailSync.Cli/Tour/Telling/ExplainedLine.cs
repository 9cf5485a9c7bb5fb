namespace RetailSync.Cli.Tour;

/// <summary>One line of the gateway's explanation of a request.</summary>
/// <param name="Name">The policy or the pipeline's own step.</param>
/// <param name="Decision">What it decided.</param>
/// <param name="Microseconds">How long it took; null for a remark.</param>
internal sealed record ExplainedLine(string Name, string Decision, double? Microseconds);

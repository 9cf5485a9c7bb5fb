namespace RetailSync.Gateway;

/// <summary>One step of an explanation.</summary>
/// <param name="Name">The policy's id or the pipeline's own step.</param>
/// <param name="Decision">What it decided.</param>
/// <param name="Microseconds">How long it took; null for a remark.</param>
public sealed record ExplainedStep(string Name, string Decision, double? Microseconds);

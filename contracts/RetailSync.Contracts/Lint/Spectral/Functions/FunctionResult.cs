using RetailSync.Contracts.Lint.Spectral.Paths;

namespace RetailSync.Contracts.Lint.Spectral.Functions;

/// <summary>What a function says.</summary>
/// <param name="Message">What is wrong.</param>
/// <param name="At">Where; null: at the target.</param>
internal sealed record FunctionResult(string Message, PathNode? At = null);

namespace RetailSync.Gateway;

/// <summary>One fault inside a problem, with the names of JSON Schema's output format.</summary>
/// <param name="InstanceLocation">Where in the request, as a JSON pointer.</param>
/// <param name="KeywordLocation">Which rule of the contract, as a JSON pointer; null when no schema rule is meant.</param>
/// <param name="Error">What is wrong there.</param>
public sealed record ProblemError(string InstanceLocation, string? KeywordLocation, string Error);

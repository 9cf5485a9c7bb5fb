namespace RetailSync.Gateway.Forwarding;

/// <summary>One attempt to have a request answered, for explanations.</summary>
/// <param name="Destination">The destination's id.</param>
/// <param name="Result">What came of it.</param>
/// <param name="Milliseconds">How long it took to know that.</param>
internal sealed record ForwardAttempt(string Destination, string Result, double Milliseconds);

namespace RetailSync.Gateway.Configuration;

/// <summary>How the last load went.</summary>
/// <param name="At">When it was tried.</param>
/// <param name="Faults">Why it was refused; none when it is in force.</param>
/// <param name="Revision">What was in force, routes and all, when the load had ended; null before the first.</param>
internal sealed record LoadStatus(DateTimeOffset At, IReadOnlyList<ConfigFault> Faults, string? Revision = null);

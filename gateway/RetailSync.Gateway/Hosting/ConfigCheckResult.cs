namespace RetailSync.Gateway.Hosting;

/// <summary>What a check of the configuration found.</summary>
/// <param name="File">The configuration's path.</param>
/// <param name="Faults">Every fault; none when a gateway would start.</param>
/// <param name="Routes">How many routes there are; 0 with faults.</param>
/// <param name="Contracts">How many contracts there are; 0 with faults.</param>
/// <param name="Revision">The revision that would be in force; null with faults.</param>
public sealed record ConfigCheckResult(string File, IReadOnlyList<ConfigFault> Faults, int Routes, int Contracts, string? Revision);

namespace RetailSync.Gateway.Configuration;

/// <summary>The configuration cannot be used. Carries every fault that was found.</summary>
public sealed class ConfigException(IReadOnlyList<ConfigFault> faults)
    : Exception($"The configuration has {faults.Count} {(faults.Count == 1 ? "fault" : "faults")}:{Environment.NewLine}{string.Join(Environment.NewLine, faults.Select(fault => $"  {fault}"))}")
{
    /// <summary>Every fault.</summary>
    public IReadOnlyList<ConfigFault> Faults { get; } = faults;
}

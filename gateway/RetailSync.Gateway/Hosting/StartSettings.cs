using System.Net;
using RetailSync.Gateway.Configuration;
using RetailSync.Gateway.Draining;
using RetailSync.Gateway.Edge;
using RetailSync.Gateway.Masking;
using RetailSync.Gateway.Telemetry;
using RetailSync.Policies.Redis;
using RetailSync.Store.Settings;

namespace RetailSync.Gateway.Hosting;

/// <summary>The settings that are read once, at the start: a change to them needs a restart.</summary>
internal sealed record StartSettings
{
    private static readonly string[] KnownSections =
        ["ReverseProxy", "Policies", "Identity", "Redis", "Store", "Journal", "Events", "Subscriptions", "Webhooks", "Sinks", "Cache", "Listeners", "Operators", "Drain", "Edge", "Telemetry", "Plugins", "Masking", "Sandbox", "Contracts", "Landscape", "DataFolder", "Logging", "$schema"];

    /// <summary>Where clients reach us.</summary>
    public required ListenerOptions Listeners { get; init; }

    /// <summary>Where operators reach us.</summary>
    public required OperatorOptions Operators { get; init; }

    /// <summary>The operators' key; null when none is needed.</summary>
    public string? OperatorKey { get; init; }

    /// <summary>How the gateway stops.</summary>
    public required DrainOptions Drain { get; init; }

    /// <summary>The front door's limits.</summary>
    public required EdgeOptions Edge { get; init; }

    /// <summary>Where telemetry goes.</summary>
    public required TelemetryOptions Telemetry { get; init; }

    /// <summary>What is hidden from logs, traces and plugins.</summary>
    public required MaskingOptions Masking { get; init; }

    /// <summary>The simulated systems.</summary>
    public required SandboxSettings Sandbox { get; init; }

    /// <summary>The server that gateways share; null when there is none.</summary>
    public RedisSettings? Redis { get; init; }

    /// <summary>Where changes and events are kept; null: nowhere, and nothing is journalled.</summary>
    public StoreSettings? Store { get; init; }

    /// <summary>Reads and checks them all; every fault is added.</summary>
    public static StartSettings Read(IConfiguration configuration, GatewayFiles files, SecretReader secrets, ICollection<ConfigFault> faults)
    {
        foreach (var section in configuration.GetChildren().Where(section => !KnownSections.Contains(section.Key, StringComparer.OrdinalIgnoreCase)))
        {
            faults.Add(new ConfigFault(section.Path, $"no section is named '{section.Key}'. Known: {string.Join(", ", KnownSections.Order())}."));
        }

        var settings = new StartSettings
        {
            Listeners = SectionBinder.Bind<ListenerOptions, ListenerOptionsValidator>(configuration.GetSection("Listeners"), faults),
            Operators = SectionBinder.Bind<OperatorOptions, OperatorOptionsValidator>(configuration.GetSection("Operators"), faults),
            Drain = SectionBinder.Bind<DrainOptions, DrainOptionsValidator>(configuration.GetSection("Drain"), faults),
            Edge = SectionBinder.Bind<EdgeOptions, EdgeOptionsValidator>(configuration.GetSection("Edge"), faults),
            Telemetry = SectionBinder.Bind<TelemetryOptions, TelemetryOptionsValidator>(configuration.GetSection("Telemetry"), faults),
            Masking = SectionBinder.Bind<MaskingOptions, MaskingOptionsValidator>(configuration.GetSection("Masking"), faults),
            Sandbox = SectionBinder.Bind<SandboxSettings, SandboxSettingsValidator>(configuration.GetSection("Sandbox"), faults),
            Redis = RedisSettings.Read(configuration, secrets.Read, faults),
            Store = StoreSettings.Read(configuration, files.BaseFolder, files.DataFolder(configuration), secrets.Read, faults),
        };
        if (settings.Listeners.ParsedAddress is null)
        {
            faults.Add(new ConfigFault("Listeners:Address", $"'{settings.Listeners.Address}' is not an IP address."));
        }

        if (settings.Listeners.Https is { CertificateFile: not null } https && https.KeyFile is null)
        {
            faults.Add(new ConfigFault("Listeners:Https:KeyFile", "a CertificateFile needs a KeyFile."));
        }

        TrustedProxies.Check(settings.Edge, faults);
        return settings with { OperatorKey = CheckOperators(settings.Operators, secrets, faults) };
    }

    private static string? CheckOperators(OperatorOptions operators, SecretReader secrets, ICollection<ConfigFault> faults)
    {
        if (operators.ParsedAddress is not { } address)
        {
            faults.Add(new ConfigFault("Operators:Address", $"'{operators.Address}' is not an IP address."));
            return null;
        }

        if (operators.Key is not null)
        {
            return secrets.Read("Operators:Key", operators.Key, faults);
        }

        if (!IPAddress.IsLoopback(address))
        {
            faults.Add(new ConfigFault("Operators:Address", $"{address} can be reached from elsewhere, so Operators:Key must be set (env:NAME or file:path)."));
        }

        return null;
    }
}

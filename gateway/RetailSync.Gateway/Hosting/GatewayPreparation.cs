using RetailSync.Gateway.Configuration;

namespace RetailSync.Gateway.Hosting;

/// <summary>What is known before anything runs: the files, the settings read at the start.</summary>
internal sealed record GatewayPreparation(GatewayFiles Files, IConfigurationRoot Configuration, StartSettings Settings, IReadOnlyList<string> Arguments)
{
    /// <summary>Finds and reads the configuration.</summary>
    /// <exception cref="ConfigException">It cannot be read or has faults.</exception>
    public static GatewayPreparation Prepare(GatewayHostOptions options) => Prepare(options.ConfigFile, options.Arguments, new Dictionary<string, string?>());

    /// <summary>The same with settings that the program itself puts over all others.</summary>
    public GatewayPreparation With(IReadOnlyDictionary<string, string?> overrides) => Prepare(Files.ConfigFile, Arguments, overrides);

    private static GatewayPreparation Prepare(string? configFile, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?> overrides)
    {
        var file = GatewayFiles.Find(configFile)
            ?? throw new ConfigException([new ConfigFault("yarp.json", "not found at or above the current folder. Name it with --config <path>.")]);
        var files = new GatewayFiles(file, arguments, overrides);
        var faults = new List<ConfigFault>();
        var configuration = files.Read(faults);
        var settings = configuration is null ? null : StartSettings.Read(configuration, new SecretReader(files.BaseFolder), faults);
        return faults.Count > 0 ? throw new ConfigException(faults) : new GatewayPreparation(files, configuration!, settings!, arguments);
    }
}

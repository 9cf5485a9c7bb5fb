using RetailSync.Gateway.Configuration;

namespace RetailSync.Gateway.Hosting;

/// <summary>What is known before anything runs: the files, the settings read at the start.</summary>
internal sealed record GatewayPreparation(
    GatewayFiles Files, IConfigurationRoot Configuration, StartSettings Settings, SecretReader Secrets, IReadOnlyList<string> Arguments, IReadOnlyList<ConfigFault> Faults)
{
    /// <summary>Finds and reads the configuration. Faults in the settings are carried along, so that all faults can be told at once.</summary>
    /// <exception cref="ConfigException">It cannot be found or read at all.</exception>
    public static GatewayPreparation Prepare(GatewayHostOptions options, bool resolveSecrets = true) =>
        Prepare(options.ConfigFile, options.Arguments, new Dictionary<string, string?>(), resolveSecrets);

    /// <summary>The same with settings that the program itself puts over all others.</summary>
    public GatewayPreparation With(IReadOnlyDictionary<string, string?> overrides) => Prepare(Files.ConfigFile, Arguments, overrides, resolveSecrets: true);

    private static GatewayPreparation Prepare(string? configFile, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?> overrides, bool resolveSecrets)
    {
        var file = GatewayFiles.Find(configFile)
            ?? throw new ConfigException([new ConfigFault("yarp.json", "not found at or above the current folder. Name it with --config <path>.")]);
        var files = new GatewayFiles(file, arguments, overrides);
        var faults = new List<ConfigFault>();
        var configuration = files.Read(faults) ?? throw new ConfigException(faults);
        var secrets = new SecretReader(files.BaseFolder, resolveSecrets);
        var settings = StartSettings.Read(configuration, files, secrets, faults);
        return new GatewayPreparation(files, configuration, settings, secrets, arguments, faults);
    }
}

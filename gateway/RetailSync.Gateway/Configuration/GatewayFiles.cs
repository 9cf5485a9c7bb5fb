namespace RetailSync.Gateway.Configuration;

/// <summary>Where the gateway's files are, and the settings read from them together with the overrides.</summary>
/// <param name="configFile">The full path of <c>yarp.json</c>.</param>
/// <param name="arguments">Overrides as <c>--Key:Sub=value</c>; they win over environment variables, which win over the file.</param>
/// <param name="overrides">Overrides set by the program itself, such as the sandbox's addresses; they win over all.</param>
internal sealed class GatewayFiles(string configFile, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?> overrides)
{
    /// <summary>The prefix of environment variables that override settings: <c>RETAILSYNC__Listeners__Http__Port</c>.</summary>
    public const string EnvironmentPrefix = "RETAILSYNC__";

    /// <summary>The full path of <c>yarp.json</c>.</summary>
    public string ConfigFile => configFile;

    /// <summary>The folder where relative paths start.</summary>
    public string BaseFolder { get; } = Path.GetDirectoryName(configFile)!;

    /// <summary>Finds <c>yarp.json</c>: the one named, or the nearest one at or above the current folder or the program's own.</summary>
    public static string? Find(string? named)
    {
        if (named is not null)
        {
            return Path.GetFullPath(named);
        }

        return Above(Directory.GetCurrentDirectory()) ?? Above(AppContext.BaseDirectory);

        static string? Above(string start)
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                var candidate = Path.Combine(folder.FullName, "yarp.json");
                if (File.Exists(candidate))
                {
                    return candidate;
                }
            }

            return null;
        }
    }

    /// <summary>Reads all settings afresh; adds a fault and returns null when the file cannot be read.</summary>
    public IConfigurationRoot? Read(ICollection<ConfigFault> faults)
    {
        try
        {
            return new ConfigurationBuilder()
                .AddJsonStream(new MemoryStream(File.ReadAllBytes(configFile)))
                .AddEnvironmentVariables(EnvironmentPrefix)
                .AddCommandLine([.. arguments])
                .AddInMemoryCollection(overrides)
                .Build();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or FormatException or System.Text.Json.JsonException or InvalidDataException)
        {
            faults.Add(new ConfigFault(Path.GetFileName(configFile), unreadable.InnerException?.Message ?? unreadable.Message));
            return null;
        }
    }

    /// <summary>The same fault with its file's path from the base folder, as a person there would write it.</summary>
    public ConfigFault Shorten(ConfigFault fault)
    {
        var prefix = BaseFolder + Path.DirectorySeparatorChar;
        return fault.Path.StartsWith(prefix, StringComparison.Ordinal) ? fault with { Path = fault.Path[prefix.Length..] } : fault;
    }

    /// <summary>The folder of the contracts: <c>Contracts:Folder</c>, default <c>contracts</c>.</summary>
    public string ContractsFolder(IConfiguration configuration) => Folder(configuration, "Contracts:Folder", "contracts");

    /// <summary>The folder of the landscape: <c>Landscape:Folder</c>, default <c>catalog/landscape</c>.</summary>
    public string LandscapeFolder(IConfiguration configuration) => Folder(configuration, "Landscape:Folder", "catalog/landscape");

    /// <summary>The folder of the gateway's own state: <c>DataFolder</c>, default <c>data</c>.</summary>
    public string DataFolder(IConfiguration configuration) => Folder(configuration, "DataFolder", "data");

    private string Folder(IConfiguration configuration, string key, string fallback) => Path.GetFullPath(configuration[key] ?? fallback, BaseFolder);
}

using System.Text.Json;
using System.Text.Json.Nodes;
using RetailSync.Catalog;

namespace RetailSync.Faults.Driving;

/// <summary>The files that a gateway runs with, in a folder that is gone afterwards.</summary>
internal sealed class StageFolder : IDisposable
{
    /// <summary>The environment variable that lets the folders stay, for a look at what a round has left.</summary>
    public const string KeepVariable = "RETAILSYNC_FAULTS_KEEP";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("retailsync-faults-");

    /// <summary>Copies the setup and makes the clients' key.</summary>
    public StageFolder()
    {
        foreach (var source in Directory.EnumerateFiles(FaultPaths.Setup, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(_folder.FullName, Path.GetRelativePath(FaultPaths.Setup, source));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(source, target);
        }

        var made = new ConsumerEditor(Path.Combine(_folder.FullName, "landscape"), TimeProvider.System).Create(new NewConsumer
        {
            Id = "driver",
            Name = "Fault suite",
            Owner = "faults-team",
            Scopes = ["ledger.write", "gateway.events", "gateway.operations", "gateway.operations.decide", "gateway.subscriptions", "gateway.subscriptions.write"],
            WithApiKey = true,
        });
        ApiKey = made.NewKey?.Key ?? throw new FaultException($"The consumer could not be made: {string.Join(' ', made.Refusals)}");
    }

    /// <summary>The clients' key.</summary>
    public string ApiKey { get; }

    /// <summary>The folder.</summary>
    public string Folder => _folder.FullName;

    /// <summary>Where the gateways keep what they must not lose.</summary>
    public string Data => Path.Combine(_folder.FullName, "data");

    /// <summary>Where the settings lie.</summary>
    public string ConfigFile => Path.Combine(_folder.FullName, "yarp.json");

    /// <summary>Writes the settings.</summary>
    /// <param name="upstream">The system's address.</param>
    /// <param name="adjust">What differs in this round.</param>
    public void Configure(Uri upstream, Action<JsonObject> adjust)
    {
        var settings = JsonNode.Parse(File.ReadAllText(Path.Combine(FaultPaths.Setup, "yarp.json")).Replace("${upstream}", upstream.ToString(), StringComparison.Ordinal))!.AsObject();
        adjust(settings);
        File.WriteAllText(ConfigFile, settings.ToJsonString(Indented));
    }

    /// <summary>Says which PostgreSQL database the gateways use.</summary>
    /// <param name="connection">How to reach it.</param>
    public void UseDatabase(string connection) => File.WriteAllText(Path.Combine(_folder.FullName, "postgres.txt"), connection);

    public void Dispose()
    {
        if (Environment.GetEnvironmentVariable(KeepVariable) is null)
        {
            _folder.Delete(recursive: true);
        }
    }
}

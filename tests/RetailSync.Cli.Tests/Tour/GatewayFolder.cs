using System.Text.Json.Nodes;

namespace RetailSync.Cli.Tests.Tour;

/// <summary>A folder with the repository's <c>yarp.json</c>, whose contracts and landscape stay where they are and whose state is its own.</summary>
internal sealed class GatewayFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("retailsync-tour-");

    public GatewayFolder()
    {
        var yarp = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository, "yarp.json")))!;
        yarp["Contracts"] = new JsonObject { ["Folder"] = Path.Combine(Repository, "contracts") };
        yarp["Landscape"] = new JsonObject { ["Folder"] = Path.Combine(Repository, "catalog", "landscape") };
        File.WriteAllText(ConfigFile, yarp.ToJsonString());
    }

    /// <summary>The repository's folder.</summary>
    public static string Repository { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>The configuration.</summary>
    public string ConfigFile => Path.Combine(_folder.FullName, "yarp.json");

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);

    private static string Find(DirectoryInfo folder) => File.Exists(Path.Combine(folder.FullName, "RetailSync.Gateway.sln"))
        ? folder.FullName
        : Find(folder.Parent ?? throw new InvalidOperationException("The tests do not run below the repository."));
}

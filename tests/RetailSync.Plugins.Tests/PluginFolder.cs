using RetailSync.Gateway;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RetailSync.Plugins.Tests;

/// <summary>A folder with plugins as an operator would lay it out: each in a folder of its own with its assembly and plugin.json. Deleted at the end.</summary>
internal sealed class PluginFolder : IDisposable
{
    /// <summary>The id of the plugin that most tests use.</summary>
    public const string Id = "acme.plugins.faulty";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("retailsync-plugins-");
    private readonly List<string> _arguments = [];

    public PluginFolder() => _arguments.Add($"--Plugins:Folder={_folder.FullName}");

    /// <summary>The settings that enable all that was added.</summary>
    public IReadOnlyList<string> Arguments => _arguments;

    /// <summary>The folder.</summary>
    public string Path => _folder.FullName;

    /// <summary>Adds a copy of the faulty plugin that observes.</summary>
    public PluginFolder AddObserver(string mode, string id = Id, Action<JsonObject>? manifest = null) => Add(id, "RetailSync.Testing.FaultyPlugin", "FaultyObserver", "observe", mode, manifest);

    /// <summary>Adds a copy of the faulty plugin with a step before the answer leaves.</summary>
    public PluginFolder AddStep(string mode, string id = Id, Action<JsonObject>? manifest = null) => Add(id, "RetailSync.Testing.FaultyPlugin", "FaultyStep", "outcome", mode, manifest);

    /// <summary>Adds the template as it was built.</summary>
    public PluginFolder AddNoOp() => Add("acme.plugins.copied", "RetailSync.Plugins.NoOp", "NoOpPlugin", "observe", "", null);

    /// <summary>Adds a setting.</summary>
    public PluginFolder With(params string[] arguments)
    {
        _arguments.AddRange(arguments);
        return this;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private PluginFolder Add(string id, string assembly, string type, string stage, string mode, Action<JsonObject>? change)
    {
        var manifest = new JsonObject
        {
            ["id"] = id,
            ["version"] = "1.0.0",
            ["gatewayApi"] = PluginApi.Version,
            ["assembly"] = $"{assembly}.dll",
            ["entryType"] = $"{assembly}.{type}",
            ["status"] = "stable",
            ["stages"] = new JsonArray(stage),
            // Long for all but those that are to run into it: the machine may be busy.
            ["timeLimitMs"] = mode is "hangs" or "blocks" ? 100 : 5_000,
            ["facts"] = new JsonArray("audit.sealed"),
        };
        change?.Invoke(manifest);
        var own = _folder.CreateSubdirectory(id);
        foreach (var file in Directory.EnumerateFiles(System.IO.Path.Combine(AppContext.BaseDirectory, "..", "..", assembly, "debug"), $"{assembly}.*"))
        {
            File.Copy(file, System.IO.Path.Combine(own.FullName, System.IO.Path.GetFileName(file)));
        }

        File.WriteAllText(System.IO.Path.Combine(own.FullName, "plugin.json"), manifest.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
        _arguments.Add($"--Plugins:{id}:Enabled=true");
        if (mode.Length > 0)
        {
            _arguments.Add($"--Plugins:{id}:Settings:Mode={mode}");
        }

        return this;
    }
}

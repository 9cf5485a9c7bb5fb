using System.Text.Json;
using System.Text.Json.Nodes;

namespace RetailSync.Bench;

/// <summary>Fills the configuration templates in: addresses, and as many routes as a candidate wants.</summary>
internal static class GatewayConfig
{
    private const string RouteName = "bench";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Writes the gateway's files for one candidate into <paramref name="folder"/> and returns the path of its settings.</summary>
    public static string Write(Candidate candidate, string folder, BenchAddresses addresses)
    {
        foreach (var source in Directory.EnumerateFiles(BenchPaths.Configs, "*.yaml", SearchOption.AllDirectories))
        {
            var target = Path.Combine(folder, Path.GetRelativePath(BenchPaths.Configs, source));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllText(target, Fill(File.ReadAllText(source), folder, addresses));
        }

        Install("RetailSync.Plugins.NoOp", Path.Combine(folder, "plugins", "no-op"));
        var template = Fill(File.ReadAllText(Path.Combine(BenchPaths.Configs, candidate.Template!)), folder, addresses);
        var settings = JsonNode.Parse(template)!;
        if (candidate.Routes > 1)
        {
            Multiply(settings["ReverseProxy"]!["Routes"]!.AsObject(), candidate.Routes);
        }

        var path = Path.Combine(folder, "yarp.json");
        File.WriteAllText(path, settings.ToJsonString(Indented));
        return path;
    }

    // As an operator would: the plugin's files in a folder of its own. Settings decide whether it runs.
    private static void Install(string plugin, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(BenchPaths.Program(plugin))!))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        }
    }

    private static string Fill(string text, string folder, BenchAddresses addresses) => text
        .Replace("${folder}", folder, StringComparison.Ordinal)
        .Replace("${upstream}", addresses.Upstream, StringComparison.Ordinal)
        .Replace("${sink}", addresses.Sink, StringComparison.Ordinal)
        .Replace("${redis}", addresses.Redis, StringComparison.Ordinal)
        .Replace("${issuer}", addresses.Issuer, StringComparison.Ordinal);

    private static void Multiply(JsonObject routes, int count)
    {
        var text = routes[RouteName]!.ToJsonString();
        routes.Remove(RouteName);
        for (var number = 0; number < count; number++)
        {
            var name = $"{RouteName}{number:0000}";
            routes[name] = JsonNode.Parse(text.Replace($"/{RouteName}", $"/{name}", StringComparison.Ordinal));
        }
    }
}

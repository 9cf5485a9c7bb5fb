using System.Text.Json.Nodes;

namespace RetailSync.Contracts.Tests.Compare.Pairs;

/// <summary>Every pair of the YAML files in this folder.</summary>
internal static class PairTable
{
    private const string Prefix = "Pairs.";
    private const string Base = "base.yaml";

    private static readonly Lazy<IReadOnlyList<Pair>> Table = new(Load);

    public static IReadOnlyList<Pair> All => Table.Value;

    public static Pair Find(string name) => All.Single(pair => pair.Name == name);

    private static List<Pair> Load()
    {
        var start = Read(Base);
        var seen = new Dictionary<string, int>();
        var pairs = new List<Pair>();
        foreach (var file in Files().Where(file => file != Base))
        {
            foreach (var row in Read(file).AsArray().OfType<JsonObject>())
            {
                var id = Text(row, "id")!;
                var name = Text(row, "name") ?? id;
                var count = seen[name] = seen.GetValueOrDefault(name) + 1;
                var known = row["newer"] is null && row["never"] is null;
                pairs.Add(new Pair(count == 1 ? name : $"{name} {count}", id, known, row["never"] is not null, Build(start, row, "old"), Build(start, row, "new")));
            }
        }

        return pairs;
    }

    private static string Build(JsonNode start, JsonObject row, string side)
    {
        var at = Text(row, "at")!;
        var document = MergePatch.Apply(start, new JsonObject { ["openapi"] = Text(row, "openapi") ?? "3.1.0" });
        if (PairPlace.Cleared(at) is { } cleared)
        {
            document = MergePatch.Apply(document, cleared);
        }

        return MergePatch.Apply(document, PairPlace.Put(at, row[side]))!.ToJsonString();
    }

    private static string? Text(JsonObject row, string key) => row[key]?.GetValue<string>();

    private static IEnumerable<string> Files() => typeof(PairTable).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(name => name[Prefix.Length..])
        .Order(StringComparer.Ordinal);

    private static JsonNode Read(string file)
    {
        using var stream = typeof(PairTable).Assembly.GetManifestResourceStream(Prefix + file)!;
        using var reader = new StreamReader(stream);
        return JsonNode.Parse(Documents.AsJson(file, reader.ReadToEnd()))!;
    }
}

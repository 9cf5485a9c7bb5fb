using System.Text.Json.Nodes;

namespace RetailSync.Architecture.Data;

/// <summary>That the landscape and the contracts agree, and that everything has an owner.</summary>
internal static class LandscapeRules
{
    private static readonly string[] Stages = ["proposed", "design", "active", "deprecated", "retired"];

    /// <summary>The lists of all files, merged as the gateway merges them.</summary>
    public static JsonObject Merge(IEnumerable<string> files)
    {
        var merged = new JsonObject();
        foreach (var (list, entries) in files.SelectMany(text => YamlJson.Parse(text) as JsonObject ?? []))
        {
            merged[list] ??= new JsonArray();
            foreach (var entry in entries as JsonArray ?? [])
            {
                merged[list]!.AsArray().Add(entry?.DeepClone());
            }
        }

        return merged;
    }

    /// <summary>Contracts and API versions that do not name each other exactly once, and versions without a known stage or owner.</summary>
    public static IEnumerable<string> Check(JsonObject landscape, IReadOnlyCollection<string> contracts)
    {
        var teams = Ids(landscape, "teams");
        var owners = Entries(landscape, "systems").ToDictionary(system => (string?)system["id"] ?? "", system => (string?)system["owner"]);
        foreach (var (system, owner) in owners.Where(system => system.Value is null || !teams.Contains(system.Value)))
        {
            yield return $"system {system}: its owner '{owner}' is not one of the teams.";
        }

        var named = new List<string>();
        foreach (var api in Entries(landscape, "apis"))
        {
            var owner = (string?)api["owner"] ?? owners.GetValueOrDefault((string?)api["system"] ?? "");
            if (owner is null || !teams.Contains(owner))
            {
                yield return $"API {api["id"]}: its owner '{owner}' is not one of the teams.";
            }

            foreach (var version in Entries(api, "versions"))
            {
                var stage = (string?)version["stage"];
                if (!Stages.Contains(stage))
                {
                    yield return $"API {api["id"]} version {version["number"]}: its stage of life is '{stage}'; it must be one of {string.Join(", ", Stages)}.";
                }

                if ((string?)version["contract"] is { } contract)
                {
                    named.Add(contract);
                }
                else if (stage != "retired")
                {
                    yield return $"API {api["id"]} version {version["number"]}: names no contract, and only a retired version needs none.";
                }
            }
        }

        foreach (var fault in Compare(named, contracts))
        {
            yield return fault;
        }
    }

    /// <summary>The ids of one of the lists.</summary>
    public static HashSet<string> Ids(JsonObject landscape, string list) => [.. Entries(landscape, list).Select(entry => (string?)entry["id"] ?? "")];

    private static IEnumerable<string> Compare(List<string> named, IReadOnlyCollection<string> contracts) =>
        contracts.Except(named).Select(contract => $"contract {contract}: no API version of the landscape names it, so it has no owner and no stage of life.")
            .Concat(named.Except(contracts).Select(contract => $"contract {contract}: an API version names it, but there is no such file."))
            .Concat(named.GroupBy(contract => contract).Where(group => group.Count() > 1).Select(group => $"contract {group.Key}: {group.Count()} API versions name it; exactly one is right."));

    private static IEnumerable<JsonObject> Entries(JsonObject holder, string list) => (holder[list] as JsonArray ?? []).OfType<JsonObject>();
}

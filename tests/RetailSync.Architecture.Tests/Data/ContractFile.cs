using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RetailSync.Architecture.Reading;

namespace RetailSync.Architecture.Data;

/// <summary>A contract of the <c>contracts</c> folder and the id that its path gives it.</summary>
internal sealed partial record ContractFile(string Path, string Id, JsonNode Document)
{
    /// <summary>Whether a path is a contract's.</summary>
    public static bool IsOne(string path) => NamePattern().IsMatch(path);

    /// <summary>Reads a contract.</summary>
    public static ContractFile Parse(TextFile file)
    {
        var name = NamePattern().Match(file.Path).Groups;
        return new ContractFile(file.Path, $"{name["system"]}/{name["name"]}@{name["major"]}", YamlJson.Parse(file.Text) ?? new JsonObject());
    }

    /// <summary>Every contract of this repository; fails when there is none.</summary>
    public static IReadOnlyList<ContractFile> All()
    {
        var contracts = Repository.Files.Where(file => IsOne(file.Path)).Select(Parse).ToList();
        Assert.True(contracts.Count > 0, "contracts/<system>/<name>.v<major>.openapi.yaml: there is no contract.");
        return contracts;
    }

    [GeneratedRegex(@"^contracts/(?<system>[a-z0-9-]+)/(?<name>[a-z0-9-]+)\.v(?<major>\d+)\.openapi\.(?:yaml|json)$")]
    private static partial Regex NamePattern();
}

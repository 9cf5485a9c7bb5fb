using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace RetailSync.Sandbox.Tests.Contracts;

/// <summary>A contract read as plain JSON, with its references followed on request.</summary>
public sealed class ContractFile(JsonObject root)
{
    private static readonly string[] Methods = ["get", "put", "post", "delete", "patch"];

    public static ContractFile Read(string path)
    {
        using var reader = File.OpenText(path);
        var yaml = new YamlStream();
        yaml.Load(reader);
        return new ContractFile((JsonObject)ToJson(yaml.Documents[0].RootNode)!);
    }

    public IEnumerable<(string Path, string Method, JsonObject Item, JsonObject Operation)> Operations() =>
        from path in root["paths"]!.AsObject()
        from entry in path.Value!.AsObject()
        where Methods.Contains(entry.Key)
        select (path.Key, entry.Key.ToUpperInvariant(), path.Value!.AsObject(), entry.Value!.AsObject());

    /// <summary>Follows <c>$ref</c> until there is none.</summary>
    public JsonObject Follow(JsonNode node)
    {
        var here = node.AsObject();
        while ((string?)here["$ref"] is { } reference)
        {
            here = reference[2..].Split('/').Aggregate((JsonNode)root, (parent, name) => parent[name] ?? throw new InvalidOperationException($"{reference} leads nowhere.")).AsObject();
        }

        return here;
    }

    private static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, ToJson(pair.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(ToJson)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" } => true,
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "false" } => false,
        YamlScalarNode { Style: ScalarStyle.Plain, Value: { } text } when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        YamlScalarNode scalar => scalar.Value,
        _ => throw new InvalidOperationException($"{node.Start}: a kind of node that contracts do not use."),
    };
}

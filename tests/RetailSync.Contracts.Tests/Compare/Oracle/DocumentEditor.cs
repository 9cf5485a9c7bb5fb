using System.Text.Json.Nodes;

namespace RetailSync.Contracts.Tests.Compare.Oracle;

/// <summary>Changes an OpenAPI document here and there, the way people do: takes something away, or says it differently. Deterministic for a seed.</summary>
internal sealed class DocumentEditor(Random random)
{
    private static readonly string[] Types = ["string", "integer", "number", "boolean"];
    private static readonly string[] Containers = ["properties", "responses", "paths", "headers", "content"];

    /// <summary>A copy of the document with a number of edits.</summary>
    public JsonNode Edit(JsonNode document, int edits)
    {
        var copy = document.DeepClone();
        var schemas = All(copy["paths"]).Concat(All(copy["components"])).OfType<JsonObject>().ToList();
        for (var done = 0; done < edits;)
        {
            done += TryEdit(schemas[random.Next(schemas.Count)]) ? 1 : 0;
        }

        return copy;
    }

    private bool TryEdit(JsonObject node) => random.Next(7) switch
    {
        0 => RemoveFrom(node[Containers[random.Next(Containers.Length)]]),
        1 => RemoveFrom(node["required"] as JsonArray),
        2 => Require(node),
        3 => node["enum"] is JsonArray values && Change(values),
        4 => node["type"] is JsonValue type && type.ToString() is var name && Types.Contains(name) && node["enum"] is null && Set(node, "type", Types[random.Next(Types.Length)]),
        5 => node["in"] is JsonValue place && place.ToString() == "query" && Set(node, "required", random.Next(2) == 0),
        _ => node["type"]?.ToString() == "string" && Set(node, random.Next(2) == 0 ? "maxLength" : "minLength", random.Next(1, 9)),
    };

    private bool RemoveFrom(JsonNode? container)
    {
        if (container is JsonObject { Count: > 1 } mapping)
        {
            return mapping.Remove(mapping.ElementAt(random.Next(mapping.Count)).Key);
        }

        if (container is JsonArray { Count: > 0 } list && list.All(item => item is JsonValue))
        {
            list.RemoveAt(random.Next(list.Count));
            return true;
        }

        return false;
    }

    private bool Require(JsonObject node)
    {
        if (node["type"]?.ToString() != "object" || node["properties"] is not JsonObject { Count: > 0 } properties)
        {
            return false;
        }

        var required = node["required"] as JsonArray ?? [];
        var name = properties.ElementAt(random.Next(properties.Count)).Key;
        if (required.Any(item => item?.ToString() == name))
        {
            return false;
        }

        required.Add(name);
        node["required"] = required;
        return true;
    }

    private bool Change(JsonArray values)
    {
        if (values.Count > 1 && random.Next(2) == 0)
        {
            return RemoveFrom(values);
        }

        values.Add($"added-{random.Next(100)}");
        return values[0]?.GetValueKind() == System.Text.Json.JsonValueKind.String;
    }

    private static bool Set(JsonObject node, string key, JsonNode value)
    {
        if (node[key]?.ToJsonString() == value.ToJsonString())
        {
            return false;
        }

        node[key] = value;
        return true;
    }

    private static IEnumerable<JsonNode?> All(JsonNode? node) => node switch
    {
        JsonObject mapping => mapping.SelectMany(member => All(member.Value)).Prepend(node),
        JsonArray list => list.SelectMany(All),
        _ => [],
    };
}

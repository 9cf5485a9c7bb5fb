using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RetailSync.Contracts.Schemas;

namespace RetailSync.Fuzz.Targets;

/// <summary>What holds for the verdicts on any value.</summary>
internal static class Verdicts
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, MaxDepth = 200 };

    public static Finding? Check(CompiledSchema schema, byte[] json)
    {
        var verdict = schema.Judge(json);
        var (explained, failures) = schema.Explain(json);
        var isJson = StrictJson.Accepts(json);
        if (verdict == SchemaVerdict.GaveUp || explained == SchemaVerdict.GaveUp)
        {
            return null;
        }

        if ((explained == SchemaVerdict.NotJson) == isJson || (verdict == SchemaVerdict.NotJson && isJson) || (verdict == SchemaVerdict.Valid && !isJson))
        {
            return new Finding("not JSON", $"{verdict}, explained {explained}, though the platform {(isJson ? "takes" : "refuses")} it: {Show(json)}");
        }

        if (isJson && (verdict != explained || (explained == SchemaVerdict.Invalid) != failures.Count > 0))
        {
            return new Finding("two opinions", $"{verdict}, explained {explained} with {failures.Count} failures: {Show(json)}");
        }

        return isJson ? Other(schema, json, verdict) : null;
    }

    // Spaces and the order of properties say nothing.
    private static Finding? Other(CompiledSchema schema, byte[] json, SchemaVerdict verdict)
    {
        var node = JsonNode.Parse(json);
        foreach (var (what, other) in (List<(string, byte[])>)[("spaces", JsonSerializer.SerializeToUtf8Bytes(node, Indented)), ("order", JsonSerializer.SerializeToUtf8Bytes(Turned(node), Indented))])
        {
            var second = schema.Judge(other);
            if (second != verdict && second != SchemaVerdict.GaveUp && second != SchemaVerdict.NotJson)
            {
                return new Finding(what, $"{verdict}, but {second} for {Show(other)}");
            }
        }

        return null;
    }

    private static JsonNode? Turned(JsonNode? node) => node switch
    {
        JsonObject mapping => new JsonObject(mapping.Reverse().Select(member => KeyValuePair.Create(member.Key, Turned(member.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Turned)]),
        _ => node?.DeepClone(),
    };

    private static string Show(byte[] json) => Encoding.UTF8.GetString(json.AsSpan(0, Math.Min(json.Length, 300)));
}

using System.Globalization;
using System.Text.Json.Nodes;

namespace RetailSync.Sandbox.Generic;

/// <summary>Makes what a system would answer: what was given, completed from the contract's examples and, where those are silent, its schemas. Safe to use from many threads.</summary>
internal sealed class ExampleFactory(TimeProvider clock)
{
    private const int DeepestSample = 16;
    private const int NotInArray = -1;

    private long _made;

    /// <summary>A resource to keep: what was given of the schema's properties, plus those that the schema requires.</summary>
    public JsonObject Resource(Schema schema, JsonObject given, JsonNode? example) => (JsonObject)Complete(schema, given, example, false)!;

    /// <summary>An answer that is made and forgotten: the whole example, with the given values where names match.</summary>
    public JsonNode? Answer(Schema schema, JsonNode? given, JsonNode? example) => Complete(schema, given ?? example, example, true);

    /// <summary>A new id that fits the schema.</summary>
    public string NewId(Schema? schema) => schema switch
    {
        null or { Format: "uuid" } => Guid.NewGuid().ToString(),
        { Pattern: { } pattern } => PatternSampler.Sample(pattern, Interlocked.Increment(ref _made)),
        _ => Interlocked.Increment(ref _made).ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Sets <c>updatedAt</c>, where the schema has it.</summary>
    public JsonObject Touched(Schema schema, JsonObject resource)
    {
        if (schema.Properties.ContainsKey("updatedAt"))
        {
            resource["updatedAt"] = Now();
        }

        return resource;
    }

    private JsonNode? Complete(Schema schema, JsonNode? given, JsonNode? example, bool whole, int position = NotInArray)
    {
        switch (given)
        {
            case JsonObject members when schema.Properties.Count > 0:
                return CompleteObject(schema, members, example as JsonObject, whole, position);
            case JsonArray items when schema.Items is { } each:
                var examples = example as JsonArray ?? [];
                return new JsonArray([.. items.Select((item, i) => Complete(each, item, examples.ElementAtOrDefault(Math.Min(i, examples.Count - 1)), whole, i))]);
            default:
                return given?.DeepClone();
        }
    }

    private JsonObject CompleteObject(Schema schema, JsonObject given, JsonObject? example, bool whole, int position)
    {
        var result = new JsonObject();
        foreach (var (name, property) in schema.Properties)
        {
            var shown = example?[name];
            if (given.TryGetPropertyValue(name, out var value) && property.Fits(value))
            {
                result[name] = Complete(property, value, shown, whole);
            }
            else if (schema.Required.Contains(name) || (whole && shown is not null))
            {
                result[name] = Missing(name, property, shown, position);
            }
        }

        return result;
    }

    private JsonNode? Missing(string name, Schema schema, JsonNode? example, int position) => (name, schema) switch
    {
        (_, { Format: "date-time" }) when name.EndsWith("At", StringComparison.Ordinal) => Now(),
        _ when position != NotInArray && schema.Is("integer") && name.EndsWith("Id", StringComparison.Ordinal) => position + 1,
        _ => example?.DeepClone() ?? Sample(schema, 0),
    };

    private JsonNode? Sample(Schema schema, int depth)
    {
        if (schema.Default is { } value)
        {
            return value.DeepClone();
        }

        if (schema.Enum is [var first, ..])
        {
            return first?.DeepClone();
        }

        return schema.Types switch
        {
            ["object", ..] when depth < DeepestSample => new JsonObject(schema.Properties
                .Where(pair => schema.Required.Contains(pair.Key))
                .Select(pair => KeyValuePair.Create(pair.Key, Sample(pair.Value, depth + 1)))),
            ["array", ..] when depth < DeepestSample => new JsonArray([.. Enumerable.Range(0, (int)(schema.Number("minItems") ?? 0))
                .Select(_ => schema.Items is { } each ? Sample(each, depth + 1) : null)]),
            ["string", ..] => SampleText(schema),
            ["integer" or "number", ..] => JsonNode.Parse((schema.Number("minimum") is { } least and > 0 ? least : 0).ToString(CultureInfo.InvariantCulture)),
            ["boolean", ..] => false,
            _ => null,
        };
    }

    private string SampleText(Schema schema) => schema switch
    {
        { Format: "date-time" } => Now(),
        { Format: "date" } => clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        { Format: "uuid" } => Guid.NewGuid().ToString(),
        { Format: "uri" } => "https://www.example.com/",
        { Pattern: { } pattern } => PatternSampler.Sample(pattern, 1),
        _ => "sample".PadRight((int)(schema.Number("minLength") ?? 0), '-')[..(int)Math.Clamp(schema.Number("maxLength") ?? 6, 0, 6)],
    };

    private string Now() => clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}

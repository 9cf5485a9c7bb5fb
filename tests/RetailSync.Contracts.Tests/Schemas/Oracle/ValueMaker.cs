using System.Globalization;
using System.Text.Json.Nodes;

namespace RetailSync.Contracts.Tests.Schemas.Oracle;

/// <summary>Makes values that fit a schema, as far as a guess without search can. Deterministic for a seed.</summary>
/// <param name="random">The source of chance.</param>
/// <param name="root">The whole schema, for its references.</param>
/// <param name="draft">Its draft.</param>
/// <param name="isOdd">Whether to use what the other side is known to read differently.</param>
internal sealed class ValueMaker(Random random, JsonNode root, OracleDraft draft, bool isOdd)
{
    private const int MaxDepth = 7;

    /// <summary>A value for the whole schema.</summary>
    public JsonNode? Make() => Fit(root, 0);

    private JsonNode? Fit(JsonNode? schema, int depth)
    {
        if (schema is not JsonObject own || depth > MaxDepth)
        {
            return Samples.Value(random, 2, isOdd);
        }

        if (own.TryGetPropertyValue("const", out var constant))
        {
            return constant?.DeepClone();
        }

        if (own["enum"] is JsonArray { Count: > 0 } values)
        {
            return random.Pick<JsonNode?>([.. values])?.DeepClone();
        }

        var value = FitOwn(own, depth);
        foreach (var branch in Branches(own).OrderBy(_ => random.Next()).Take(3))
        {
            value = Merge(value, Fit(branch, depth + 1));
        }

        return value;
    }

    private IEnumerable<JsonNode?> Branches(JsonObject schema)
    {
        if (schema["$ref"] is { } reference)
        {
            yield return Named(reference.GetValue<string>());
        }

        foreach (var one in schema["allOf"] as JsonArray ?? [])
        {
            yield return one;
        }

        foreach (var keyword in (string[])["anyOf", "oneOf"])
        {
            if (schema[keyword] is JsonArray { Count: > 0 } any)
            {
                yield return random.Pick<JsonNode?>([.. any]);
            }
        }

        foreach (var keyword in (string[])["if", "then", "else"])
        {
            if (schema[keyword] is JsonObject next && random.Chance(0.6))
            {
                yield return next;
            }
        }
    }

    private JsonNode? Named(string reference) => reference == "#" ? root : root[draft.Definitions]?[reference[(reference.LastIndexOfAny(['/', '#']) + 1)..]];

    // What two schemas ask of one value: their properties together, else one of the two.
    private JsonNode? Merge(JsonNode? left, JsonNode? right)
    {
        if (left is not JsonObject a || right is not JsonObject b)
        {
            return random.Chance(0.5) ? left : right;
        }

        foreach (var (name, value) in b.ToList())
        {
            if (!a.ContainsKey(name) || random.Chance(0.5))
            {
                a[name] = value?.DeepClone();
            }
        }

        return a;
    }

    private JsonNode? FitOwn(JsonObject schema, int depth) => KindOf(schema) switch
    {
        "null" => null,
        "boolean" => random.Chance(0.5),
        "object" => Object(schema, depth),
        "array" => Array(schema, depth),
        "string" => Text(schema),
        "number" or "integer" => Number(schema),
        _ => Samples.Value(random, 1, isOdd),
    };

    private string KindOf(JsonObject schema)
    {
        if (schema["type"] is { } type)
        {
            return type is JsonArray several ? random.Pick([.. several])!.GetValue<string>() : type.GetValue<string>();
        }

        var kinds = schema.Select(member => member.Key switch
        {
            "properties" or "patternProperties" or "additionalProperties" or "required" or "dependencies" or "unevaluatedProperties" or "propertyNames" or "minProperties" => "object",
            "items" or "prefixItems" or "contains" or "minItems" or "maxItems" or "uniqueItems" or "unevaluatedItems" => "array",
            "pattern" or "minLength" or "maxLength" => "string",
            "minimum" or "maximum" or "multipleOf" or "exclusiveMinimum" or "exclusiveMaximum" => "number",
            _ => "",
        }).Where(kind => kind.Length > 0).ToList();
        return kinds.Count > 0 && random.Chance(0.9) ? random.Pick(kinds) : random.Pick(["object", "object", "array", "any"]);
    }

    private JsonObject Object(JsonObject schema, int depth)
    {
        var value = new JsonObject();
        var properties = schema["properties"] as JsonObject;
        var names = (schema["required"] as JsonArray ?? []).Select(name => name!.GetValue<string>()).ToList();
        names.AddRange((properties ?? []).Select(member => member.Key).Where(_ => random.Chance(0.6)));
        names.AddRange((schema["dependentRequired"] as JsonObject ?? []).SelectMany(member => ((JsonArray)member.Value!).Select(name => name!.GetValue<string>()).Prepend(member.Key)).Where(_ => random.Chance(0.5)));
        names.AddRange((schema["dependentSchemas"] as JsonObject ?? []).Select(member => member.Key).Where(_ => random.Chance(0.5)));
        while (random.Chance(0.3))
        {
            names.Add(random.Pick(Samples.Names));
        }

        foreach (var name in names)
        {
            value[name] = Fit(properties?[name] ?? schema["additionalProperties"], depth + 1);
        }

        foreach (var (pattern, matching) in schema["patternProperties"] as JsonObject ?? [])
        {
            if (random.Chance(0.6))
            {
                value[random.Pick(Samples.Patterns.First(known => known.Pattern == pattern).Fitting)] = Fit(matching, depth + 1);
            }
        }

        return value;
    }

    private JsonArray Array(JsonObject schema, int depth)
    {
        var first = schema[draft.Tuple] as JsonArray;
        var rest = first is null ? schema["items"] : schema[draft.AfterTuple];
        var count = Count(schema, "minItems", "maxItems", first?.Count ?? 0);
        var value = new JsonArray([.. Enumerable.Range(0, count).Select(position => Fit(position < first?.Count ? first[position] : rest, depth + 1))]);
        if (schema["contains"] is { } contains && random.Chance(0.8))
        {
            value.Insert(random.Next(value.Count + 1), Fit(contains, depth + 1));
        }

        return value;
    }

    private string Text(JsonObject schema)
    {
        if (schema["pattern"]?.GetValue<string>() is { } pattern)
        {
            return random.Pick(Samples.Patterns.First(known => known.Pattern == pattern).Fitting);
        }

        return schema.ContainsKey("minLength") || schema.ContainsKey("maxLength")
            ? string.Concat(Enumerable.Range(0, Count(schema, "minLength", "maxLength", 1)).Select(_ => random.Pick(["a", "é", "😀", "1", "名"])))
            : Samples.Text(random);
    }

    // A bound itself or one beside it.
    private int Count(JsonObject schema, string least, string most, int other)
    {
        var bounds = new[] { schema[least], schema[most] }.OfType<JsonNode>().Select(bound => (int)Amount(bound)).DefaultIfEmpty(other + random.Next(2)).ToList();
        return Math.Max(0, random.Pick(bounds) + (random.Chance(0.2) ? random.Next(-1, 2) : 0));
    }

    private JsonNode Number(JsonObject schema)
    {
        var bounds = ((string[])["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"])
            .Select(keyword => schema[keyword]).Where(bound => bound is JsonValue && bound.GetValueKind() == System.Text.Json.JsonValueKind.Number).ToList();
        return bounds.Count == 0 || random.Chance(0.1) ? Samples.AnyNumber(random, isOdd) : Beside(random, random.Pick(bounds)!);
    }

    /// <summary>A number, one near it, or a multiple of it.</summary>
    public static JsonNode Beside(Random random, JsonNode number)
    {
        var amount = Amount(number);
        var other = random.Next(8) switch
        {
            0 => amount + 1,
            1 => amount - 1,
            2 => amount + 0.5m,
            3 => amount - 0.25m,
            4 => Math.Abs(amount) < 1_000_000_000 ? amount * random.Next(-3, 20) : amount,
            5 => -amount,
            _ => amount,
        };
        return other == amount ? number.DeepClone() : Samples.Number(other.ToString(CultureInfo.InvariantCulture));
    }

    private static decimal Amount(JsonNode number) =>
        decimal.TryParse(number.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var amount) && Math.Abs(amount) < 1_000_000_000_000_000_000 ? amount : 3;
}

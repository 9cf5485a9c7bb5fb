using System.Text.Json.Nodes;

namespace RetailSync.Contracts.Tests.Schemas.Oracle;

/// <summary>Makes schemas at random, each valid against the meta-schema of its draft. Deterministic for a seed.</summary>
/// <param name="random">The source of chance.</param>
/// <param name="draft">The draft.</param>
/// <param name="isOdd">Whether to use what the other side is known to read differently.</param>
internal sealed partial class SchemaMaker(Random random, OracleDraft draft, bool isOdd)
{
    private const int MaxDepth = 3;

    private static readonly string[] Kinds = ["object", "object", "object", "array", "array", "string", "number", "any"];

    private readonly string[] _names = [.. Enumerable.Range(0, 6).Select(_ => random.Pick(Samples.Names)).Distinct()];
    private readonly int _definitions = random.Next(4);

    // Contains marks single items in one reading and all in another: unevaluatedItems then differs everywhere.
    private readonly bool _hasContains = isOdd || random.Chance(0.5);

    /// <summary>A whole schema with its definitions.</summary>
    public JsonNode Make()
    {
        var root = (JsonObject)Schema(0, -1, isBelow: false, maySayNothing: false);
        if (_definitions > 0)
        {
            var definitions = new JsonObject();
            for (var number = 0; number < _definitions; number++)
            {
                var schema = Schema(1, number, isBelow: false, maySayNothing: draft.Year < 2019);
                if (schema is JsonObject named && draft.Year >= 2019)
                {
                    named["$anchor"] = $"d{number}";
                }

                definitions[$"d{number}"] = schema;
            }

            root[draft.Definitions] = definitions;
        }

        return root;
    }

    // A schema of a definition may name only later ones, and itself only for values further down: none leads back to itself over the same value.
    private JsonNode Schema(int depth, int owner, bool isBelow, bool maySayNothing)
    {
        if (maySayNothing && draft.Year >= 6 && random.Chance(0.08))
        {
            return random.Chance(0.7);
        }

        var schema = new JsonObject();
        var kind = random.Pick(Kinds);
        if (kind != "any" && random.Chance(0.55))
        {
            schema["type"] = Type(kind);
        }

        AddOf(schema, kind, depth, owner);
        if (random.Chance(0.15))
        {
            AddOf(schema, random.Pick(Kinds), depth, owner);
        }

        if (random.Chance(0.05))
        {
            AddValues(schema);
        }

        for (var chance = depth < MaxDepth ? 0.45 : 0; random.Chance(chance); chance /= 2)
        {
            AddBranch(schema, depth, owner, isBelow);
        }

        if (random.Chance(0.15) && Reference(owner, isBelow) is { } reference)
        {
            schema["$ref"] = reference;
            if (draft.Year < 2019 && !isOdd)
            {
                // All that stands beside a reference is ignored, by the other side with this exception.
                schema.Remove("type");
            }
        }

        return schema;
    }

    private JsonNode Type(string kind)
    {
        string own = kind == "number" && random.Chance(0.4) ? "integer" : kind;
        return random.Next(6) switch
        {
            0 => new JsonArray([.. new[] { own, random.Pick(Samples.Types), random.Pick(Samples.Types) }.Distinct().Select(name => JsonValue.Create(name))]),
            1 when random.Chance(0.4) => random.Pick(Samples.Types),
            _ => own,
        };
    }

    private string? Reference(int owner, bool isBelow)
    {
        var first = isBelow ? 0 : owner + 1;
        if (isBelow && random.Chance(0.2))
        {
            return "#";
        }

        var number = first + random.Next(4);
        return number >= _definitions ? null : draft.Year >= 2019 && random.Chance(0.3) ? $"#d{number}" : $"#/{draft.Definitions}/d{number}";
    }

    private void AddOf(JsonObject schema, string kind, int depth, int owner)
    {
        switch (kind)
        {
            case "object":
                AddObject(schema, depth, owner);
                break;
            case "array":
                AddArray(schema, depth, owner);
                break;
            case "string":
                AddText(schema);
                break;
            case "number":
                AddNumber(schema);
                break;
        }
    }

    private void AddValues(JsonObject schema)
    {
        if (draft.Year >= 6 && random.Chance(0.4))
        {
            schema["const"] = Samples.Value(random, 0, isOdd);
            return;
        }

        schema["enum"] = new JsonArray([.. Enumerable.Range(0, 1 + random.Next(4)).Select(_ => Samples.Value(random, 0, isOdd)).DistinctBy(value => value?.ToJsonString())]);
    }

    private void AddBranch(JsonObject schema, int depth, int owner, bool isBelow)
    {
        JsonNode Next() => Schema(depth + 1, owner, isBelow, maySayNothing: true);
        switch (random.Next(draft.Year >= 7 ? 6 : 5))
        {
            case 0:
                schema["allOf"] = new JsonArray([.. Enumerable.Range(0, 1 + random.Next(3)).Select(_ => Next())]);
                break;
            case 1 or 2:
                schema["anyOf"] = new JsonArray([.. Enumerable.Range(0, 1 + random.Next(3)).Select(_ => Next())]);
                break;
            case 3:
                schema["oneOf"] = new JsonArray([.. Enumerable.Range(0, 1 + random.Next(3)).Select(_ => Next())]);
                break;
            case 4:
                schema["not"] = Next();
                break;
            default:
                AddConditional(schema, Next);
                break;
        }
    }

    private void AddConditional(JsonObject schema, Func<JsonNode> next)
    {
        schema["if"] = next();
        var which = random.Next(3);
        if (which != 0)
        {
            schema["then"] = next();
        }

        if (which != 1)
        {
            schema["else"] = next();
        }
    }

    private void AddText(JsonObject schema)
    {
        AddRange(schema, "minLength", "maxLength", 4, 0.35);
        if (random.Chance(0.4))
        {
            schema["pattern"] = random.Pick(Samples.Patterns).Pattern;
        }
    }

    private void AddNumber(JsonObject schema)
    {
        foreach (var (keyword, exclusive) in new[] { ("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum") })
        {
            if (random.Chance(0.4))
            {
                schema[keyword] = Samples.AnyNumber(random, isOdd);
            }

            if (draft.Year == 4 ? schema.ContainsKey(keyword) && random.Chance(0.4) : random.Chance(0.2))
            {
                schema[exclusive] = draft.Year == 4 ? random.Chance(0.7) : Samples.AnyNumber(random, isOdd);
            }
        }

        if (random.Chance(0.3))
        {
            schema["multipleOf"] = Samples.Number(isOdd && random.Chance(0.5) ? random.Pick(["0.01", "0.1", "0.3", "1e-8", "0.7"]) : random.Pick(["1", "2", "3", "0.5", "2.5", "0.25", "1.0", "1e1", "7"]));
        }
    }

    private void AddRange(JsonObject schema, string least, string most, int bound, double chance)
    {
        if (random.Chance(chance))
        {
            schema[least] = random.Chance(0.05) ? Samples.Number("2.0") : random.Next(bound);
        }

        if (random.Chance(chance))
        {
            schema[most] = random.Chance(0.05) ? Samples.Number("3.0") : random.Next(bound + 2);
        }
    }
}

using System.Text.Json.Nodes;

namespace RetailSync.Contracts.Tests.Schemas.Oracle;

/// <content>Lists and objects.</content>
internal sealed partial class SchemaMaker
{
    private JsonNode Below(int depth, int owner) => Schema(depth + 1, owner, isBelow: true, maySayNothing: true);

    private JsonObject Mapping(int atMost, Func<string> key, Func<JsonNode> value) =>
        new(Enumerable.Range(0, 1 + random.Next(atMost)).Select(_ => key()).Distinct().ToList().Select(name => KeyValuePair.Create<string, JsonNode?>(name, value())));

    private JsonArray NameList() => new([.. Enumerable.Range(0, 1 + random.Next(3)).Select(_ => random.Pick(_names)).Distinct().Select(name => JsonValue.Create(name))]);

    private void AddArray(JsonObject schema, int depth, int owner)
    {
        AddRange(schema, "minItems", "maxItems", 3, 0.25);
        if (random.Chance(0.3))
        {
            schema["uniqueItems"] = random.Chance(0.9);
        }

        if (depth >= MaxDepth)
        {
            return;
        }

        if (random.Chance(0.35))
        {
            schema[draft.Tuple] = new JsonArray([.. Enumerable.Range(0, 1 + random.Next(3)).Select(_ => Below(depth, owner))]);
            if (random.Chance(0.5))
            {
                schema[draft.AfterTuple] = draft.Year >= 6 || random.Chance(0.5) ? Below(depth, owner) : random.Chance(0.5);
            }
        }
        else if (random.Chance(0.6))
        {
            schema["items"] = Below(depth, owner);
        }

        if (draft.Year >= 6 && _hasContains && random.Chance(0.4))
        {
            schema["contains"] = Below(depth, owner);
            if (draft.Year >= 2019)
            {
                AddRange(schema, "minContains", "maxContains", 3, 0.3);
            }
        }

        if (draft.Year >= 2019 && (isOdd || !_hasContains) && random.Chance(0.35))
        {
            schema["unevaluatedItems"] = random.Chance(0.5) ? false : Below(depth, owner);
        }
    }

    private void AddObject(JsonObject schema, int depth, int owner)
    {
        AddRange(schema, "minProperties", "maxProperties", 3, 0.15);
        if (random.Chance(0.35))
        {
            schema["required"] = NameList();
        }

        if (depth >= MaxDepth)
        {
            return;
        }

        if (random.Chance(0.7))
        {
            schema["properties"] = Mapping(4, () => random.Pick(_names), () => Below(depth, owner));
        }

        if (random.Chance(0.25))
        {
            schema["patternProperties"] = Mapping(2, () => random.Pick(Samples.Patterns).Pattern, () => Below(depth, owner));
        }

        if (random.Chance(0.25))
        {
            schema["additionalProperties"] = random.Chance(0.4) ? false : Below(depth, owner);
        }

        if (draft.Year >= 6 && random.Chance(0.1))
        {
            schema["propertyNames"] = random.Chance(0.7) ? NameSchema() : Below(depth, owner);
        }

        AddDependent(schema, depth, owner);
        if (draft.Year >= 2019 && random.Chance(0.25))
        {
            schema["unevaluatedProperties"] = random.Chance(0.5) ? false : Below(depth, owner);
        }
    }

    private JsonObject NameSchema()
    {
        var schema = new JsonObject();
        AddText(schema);
        return schema;
    }

    private void AddDependent(JsonObject schema, int depth, int owner)
    {
        JsonNode Beside() => Schema(depth + 1, owner, isBelow: false, maySayNothing: true);
        if (draft.Year < 2019)
        {
            if (random.Chance(0.15))
            {
                schema["dependencies"] = Mapping(2, () => random.Pick(_names), () => random.Chance(0.5) ? NameList() : Beside());
            }

            return;
        }

        if (random.Chance(0.12))
        {
            schema["dependentRequired"] = Mapping(2, () => random.Pick(_names), NameList);
        }

        if (random.Chance(0.12))
        {
            schema["dependentSchemas"] = Mapping(2, () => random.Pick(_names), Beside);
        }
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;

namespace RetailSync.Architecture.Data;

/// <summary>That every example of a contract fits the schema beside it: those of bodies, parameters, headers and schemas, and the defaults of schemas.</summary>
internal sealed class ExampleRules
{
    private readonly ContractFile _contract;
    private readonly SchemaChecker _checker;
    private readonly Func<string, string?> _readFile;
    private readonly List<Example> _examples = [];
    private readonly List<string> _faults = [];

    private ExampleRules(ContractFile contract, Func<string, string?> readFile)
    {
        _contract = contract;
        _checker = new SchemaChecker(contract.Document);
        _readFile = readFile;
    }

    /// <summary>Every example of a contract that does not fit, and how many examples there are.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="readFile">Reads a file by its path from the root, for <c>externalValue</c>; null when it is not there.</param>
    public static (IReadOnlyList<string> Faults, int Count) Check(ContractFile contract, Func<string, string?> readFile)
    {
        var rules = new ExampleRules(contract, readFile);
        rules.Walk(contract.Document, "#", Direction.Either);
        foreach (var example in rules._examples)
        {
            rules._faults.AddRange(rules._checker.Check(example.Value, example.Schema, example.Direction).Select(fault => $"{contract.Path}: {example.Location}: {fault}"));
        }

        return (rules._faults, rules._examples.Count);
    }

    private void Walk(JsonNode? node, string at, Direction direction)
    {
        if (node is JsonArray list)
        {
            for (var i = 0; i < list.Count; i++)
            {
                Walk(list[i], $"{at}/{i}", direction);
            }
        }
        else if (node is JsonObject members)
        {
            if (members["schema"] is { } schema)
            {
                Collect(members, schema, at, direction);
            }

            foreach (var (name, member) in members)
            {
                WalkMember(name, member, at, direction);
            }
        }
    }

    private void WalkMember(string name, JsonNode? member, string at, Direction direction)
    {
        switch (name)
        {
            case "schema":
                WalkSchema(member, $"{at}/schema", direction);
                break;
            case "schemas" when at == "#/components":
                foreach (var (id, schema) in member as JsonObject ?? [])
                {
                    WalkSchema(schema, $"{at}/schemas/{id}", Direction.Either);
                }

                break;
            case "example" or "examples":
                break;
            case "requestBody" or "requestBodies" or "parameters":
                Walk(member, $"{at}/{name}", Direction.Request);
                break;
            case "responses":
                Walk(member, $"{at}/{name}", Direction.Response);
                break;
            default:
                Walk(member, $"{at}/{name}", direction);
                break;
        }
    }

    /// <summary>Gathers what a schema shows of itself, and goes down into the schemas inside it.</summary>
    private void WalkSchema(JsonNode? node, string at, Direction direction)
    {
        if (node is not JsonObject schema)
        {
            return;
        }

        AddIfPresent(schema, "example", schema, at, direction);
        AddIfPresent(schema, "default", schema, at, direction);
        foreach (var (value, index) in (schema["examples"] as JsonArray ?? []).Select((value, index) => (value, index)))
        {
            _examples.Add(new Example($"{at}/examples/{index}", value, schema, direction));
        }

        foreach (var (keyword, rule) in schema)
        {
            switch (keyword)
            {
                case "properties" or "patternProperties" or "$defs":
                    foreach (var (name, inner) in rule as JsonObject ?? [])
                    {
                        WalkSchema(inner, $"{at}/{keyword}/{name}", direction);
                    }

                    break;
                case "items" or "additionalProperties" or "not" or "if" or "then" or "else" or "contains" or "propertyNames":
                    WalkSchema(rule, $"{at}/{keyword}", direction);
                    break;
                case "allOf" or "anyOf" or "oneOf" or "prefixItems":
                    foreach (var (inner, index) in (rule as JsonArray ?? []).Select((inner, index) => (inner, index)))
                    {
                        WalkSchema(inner, $"{at}/{keyword}/{index}", direction);
                    }

                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>Gathers the examples of a body, a parameter or a header.</summary>
    private void Collect(JsonObject holder, JsonNode schema, string at, Direction direction)
    {
        AddIfPresent(holder, "example", schema, at, direction);
        foreach (var (name, entry) in holder["examples"] as JsonObject ?? [])
        {
            var place = $"{at}/examples/{name}";
            var example = entry?["$ref"] is JsonValue reference ? _checker.Resolve((string)reference!) : entry;
            if (example is JsonObject direct && direct.TryGetPropertyValue("value", out var value))
            {
                _examples.Add(new Example(place, value, schema, direction));
            }
            else if (example?["externalValue"] is JsonValue external)
            {
                AddExternal((string)external!, schema, place, direction);
            }
            else
            {
                _faults.Add($"{_contract.Path}: {place}: has neither value nor externalValue, or its reference leads nowhere.");
            }
        }
    }

    private void AddExternal(string relative, JsonNode schema, string place, Direction direction)
    {
        var path = new Uri(new Uri($"file:///{_contract.Path}"), relative).AbsolutePath[1..];
        try
        {
            if (_readFile(path) is { } text)
            {
                _examples.Add(new Example($"{place} ({path})", JsonNode.Parse(text), schema, direction));
            }
            else
            {
                _faults.Add($"{_contract.Path}: {place}: {path} is missing.");
            }
        }
        catch (JsonException unreadable)
        {
            _faults.Add($"{_contract.Path}: {place}: {path} is not JSON: {unreadable.Message}");
        }
    }

    private void AddIfPresent(JsonObject holder, string name, JsonNode schema, string at, Direction direction)
    {
        if (holder.TryGetPropertyValue(name, out var value))
        {
            _examples.Add(new Example($"{at}/{name}", value, schema, direction));
        }
    }
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace RetailSync.Architecture.Data;

/// <summary>One value against one schema object.</summary>
internal readonly partial record struct SchemaStep(
    SchemaChecker Checker, JsonNode? Value, JsonObject Rules, string At, Direction Direction, List<string> Faults, int Depth)
{
    /// <summary>Judges by one keyword. False when the keyword is not known.</summary>
    public bool TryJudge(string keyword, JsonNode? rule) => JudgeCombination(keyword, rule) || JudgeAny(keyword, rule) || JudgeText(keyword, rule) || JudgeNumber(keyword, rule) || JudgeArray(keyword, rule) || JudgeObject(keyword, rule);

    private bool JudgeCombination(string keyword, JsonNode? rule)
    {
        switch (keyword)
        {
            case "$ref":
                var target = Checker.Resolve((string)rule!);
                Require(target is not null, $"'{rule}' leads nowhere.");
                Judge(Value, target, At);
                return true;
            case "allOf":
                foreach (var part in rule!.AsArray())
                {
                    Judge(Value, part, At);
                }

                return true;
            case "anyOf":
                Require(CountFitting(rule!) > 0, "fits none of anyOf.");
                return true;
            case "oneOf":
                var fitting = CountFitting(rule!);
                Require(fitting == 1, $"fits {fitting} of oneOf; exactly 1 is right.");
                return true;
            case "not":
                Require(!Fits(Value, rule), "fits what 'not' excludes.");
                return true;
            case "if":
                Judge(Value, Fits(Value, rule) ? Rules["then"] : Rules["else"], At);
                return true;
            default:
                return false;
        }
    }

    private bool JudgeAny(string keyword, JsonNode? rule)
    {
        var value = Value;
        switch (keyword)
        {
            case "type":
                var types = rule is JsonArray several ? several.Select(type => (string)type!) : [(string)rule!];
                Require(types.Any(type => IsOfType(value, type)), $"must be {string.Join(" or ", types)}, but is {Show(value)}.");
                return true;
            case "enum":
                Require(rule!.AsArray().Any(allowed => JsonNode.DeepEquals(allowed, value)), $"{Show(value)} is none of {rule.ToJsonString()}.");
                return true;
            case "const":
                Require(JsonNode.DeepEquals(rule, value), $"{Show(value)} is not {Show(rule)}.");
                return true;
            default:
                return false;
        }
    }

    private bool JudgeArray(string keyword, JsonNode? rule)
    {
        var list = Value as JsonArray;
        switch (keyword)
        {
            case "items":
                var first = (Rules["prefixItems"] as JsonArray)?.Count ?? 0;
                for (var i = first; i < (list?.Count ?? 0); i++)
                {
                    Judge(list![i], rule, $"{At}/{i}");
                }

                return true;
            case "prefixItems":
                for (var i = 0; i < Math.Min(list?.Count ?? 0, rule!.AsArray().Count); i++)
                {
                    Judge(list![i], rule.AsArray()[i], $"{At}/{i}");
                }

                return true;
            case "contains":
                var step = this;
                var count = list?.Count(item => step.Fits(item, rule)) ?? 0;
                Require(list is null || (count >= Number(Rules["minContains"], 1) && count <= Number(Rules["maxContains"], decimal.MaxValue)), $"{count} items fit 'contains'.");
                return true;
            case "minItems":
                Require(list is null || list.Count >= Number(rule), $"has {list?.Count} items; at least {rule} are right.");
                return true;
            case "maxItems":
                Require(list is null || list.Count <= Number(rule), $"has {list?.Count} items; at most {rule} are right.");
                return true;
            case "uniqueItems":
                Require(list is null || !IsTrue(rule) || !HasTwins(list), "has an item twice.");
                return true;
            default:
                return false;
        }
    }

    private bool JudgeObject(string keyword, JsonNode? rule)
    {
        var members = Value as JsonObject;
        switch (keyword)
        {
            case "properties" or "patternProperties":
                foreach (var (name, member) in members ?? [])
                {
                    foreach (var (_, schema) in rule!.AsObject().Where(entry => keyword == "properties" ? entry.Key == name : Regex.IsMatch(name, entry.Key)))
                    {
                        Judge(member, schema, $"{At}/{name}");
                    }
                }

                return true;
            case "additionalProperties":
                foreach (var (name, member) in members ?? [])
                {
                    if (!IsDeclared(name))
                    {
                        Judge(member, rule, $"{At}/{name}");
                    }
                }

                return true;
            case "propertyNames":
                foreach (var (name, _) in members ?? [])
                {
                    Judge(JsonValue.Create(name), rule, $"{At}/{name}");
                }

                return true;
            case "required":
                RequireAll(members, rule!.AsArray());
                return true;
            case "dependentRequired":
                foreach (var (name, others) in rule!.AsObject().Where(entry => members?.ContainsKey(entry.Key) == true))
                {
                    RequireAll(members, others!.AsArray());
                }

                return true;
            case "minProperties":
                Require(members is null || members.Count >= Number(rule), $"has {members?.Count} properties; at least {rule} are right.");
                return true;
            case "maxProperties":
                Require(members is null || members.Count <= Number(rule), $"has {members?.Count} properties; at most {rule} are right.");
                return true;
            default:
                return false;
        }
    }

    private void RequireAll(JsonObject? members, JsonArray names)
    {
        foreach (var name in names.Select(name => (string)name!))
        {
            Require(members is null || members.ContainsKey(name) || IsExempt(name), $"'{name}' is required.");
        }
    }

    private bool IsExempt(string name)
    {
        var property = Rules["properties"]?[name];
        if (property?["$ref"] is JsonValue reference && property["readOnly"] is null && property["writeOnly"] is null)
        {
            property = Checker.Resolve((string)reference!);
        }

        return (Direction != Direction.Response && IsTrue(property?["readOnly"])) || (Direction != Direction.Request && IsTrue(property?["writeOnly"]));
    }

    private bool IsDeclared(string name) =>
        Rules["properties"]?.AsObject().ContainsKey(name) == true
        || Rules["patternProperties"]?.AsObject().Any(entry => Regex.IsMatch(name, entry.Key)) == true;

    private int CountFitting(JsonNode alternatives)
    {
        var step = this;
        return alternatives.AsArray().Count(alternative => step.Fits(step.Value, alternative));
    }

    private bool Fits(JsonNode? value, JsonNode? schema)
    {
        var faults = new List<string>();
        Checker.Judge(value, schema, At, Direction, faults, Depth);
        return faults.Count == 0;
    }

    private void Judge(JsonNode? value, JsonNode? schema, string at) => Checker.Judge(value, schema, at, Direction, Faults, Depth);

    private void Require(bool holds, string message)
    {
        if (!holds)
        {
            Faults.Add($"{(At.Length == 0 ? "/" : At)}: {message}");
        }
    }
}

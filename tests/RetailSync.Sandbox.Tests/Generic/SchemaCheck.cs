using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace RetailSync.Sandbox.Tests.Generic;

/// <summary>Holds a value against a schema of a document. Written apart from the sandbox's own check, so that one does not excuse the other.</summary>
internal sealed class SchemaCheck(JsonNode root)
{
    private readonly List<string> _faults = [];

    /// <summary>Every fault as <c>pointer: what</c>.</summary>
    public static IReadOnlyList<string> Faults(JsonNode root, JsonNode? schema, JsonNode? value)
    {
        var check = new SchemaCheck(root);
        check.Check(schema, value, "");
        return check._faults;
    }

    /// <summary>The node that a chain of <c>$ref</c> leads to.</summary>
    public static JsonNode? Follow(JsonNode root, JsonNode? node)
    {
        while (node?["$ref"]?.GetValue<string>() is { } reference)
        {
            node = reference[2..].Split('/').Aggregate(root, (at, name) => at[name.Replace("~1", "/", StringComparison.Ordinal)]!);
        }

        return node;
    }

    private void Check(JsonNode? schema, JsonNode? value, string at)
    {
        if (Follow(root, schema) is not JsonObject rules)
        {
            return;
        }

        foreach (var part in rules["allOf"] as JsonArray ?? [])
        {
            Check(part, value, at);
        }

        var types = rules["type"] switch
        {
            JsonArray several => several.Select(type => type!.GetValue<string>()).ToList(),
            { } one => [one.GetValue<string>()],
            _ => [],
        };
        if (value is null && (types.Contains("null") || rules["nullable"]?.GetValue<bool>() == true))
        {
            return;
        }

        if (types.Count > 0 && !types.Any(type => Is(value, type)))
        {
            _faults.Add($"{at}: is not of type {string.Join("|", types)}: {value?.ToJsonString() ?? "null"}");
            return;
        }

        if (rules["enum"] is JsonArray allowed && !allowed.Any(one => JsonNode.DeepEquals(one, value)))
        {
            _faults.Add($"{at}: {value?.ToJsonString()} is not among {allowed.ToJsonString()}");
        }

        CheckInside(rules, value, at);
    }

    private void CheckInside(JsonObject rules, JsonNode? value, string at)
    {
        switch (value)
        {
            case JsonObject members:
                foreach (var name in (rules["required"] as JsonArray ?? []).Select(name => name!.GetValue<string>()).Where(name => !members.ContainsKey(name)))
                {
                    _faults.Add($"{at}/{name}: is required");
                }

                foreach (var (name, member) in members)
                {
                    CheckMember(rules, name, member, $"{at}/{name}");
                }

                break;
            case JsonArray items:
                Bounds(rules, "minItems", "maxItems", items.Count, at);
                for (var i = 0; i < items.Count; i++)
                {
                    Check(rules["items"], items[i], $"{at}/{i}");
                }

                break;
            case JsonValue text when text.GetValueKind() is JsonValueKind.String:
                CheckText(rules, text.GetValue<string>(), at);
                break;
            case JsonValue number when number.GetValueKind() is JsonValueKind.Number:
                Bounds(rules, "minimum", "maximum", number.GetValue<decimal>(), at);
                break;
        }
    }

    private void CheckMember(JsonObject rules, string name, JsonNode? member, string at)
    {
        var declared = rules["properties"]?[name];
        if (declared is not null || rules["additionalProperties"] is JsonObject)
        {
            Check(declared ?? rules["additionalProperties"], member, at);
        }
        else if (rules["additionalProperties"]?.GetValueKind() is JsonValueKind.False)
        {
            _faults.Add($"{at}: is not declared");
        }
    }

    private void CheckText(JsonObject rules, string text, string at)
    {
        Bounds(rules, "minLength", "maxLength", text.Length, at);
        if (rules["pattern"]?.GetValue<string>() is { } pattern && !Regex.IsMatch(text, pattern, RegexOptions.NonBacktracking))
        {
            _faults.Add($"{at}: '{text}' does not match {pattern}");
        }

        var fits = rules["format"]?.GetValue<string>() switch
        {
            "date-time" => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _) && text.Contains('T', StringComparison.Ordinal),
            "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", out _),
            "uuid" => Guid.TryParseExact(text, "D", out _),
            "gtin" or "gln" or "sscc" => HasCheckDigit(text),
            _ => true,
        };
        if (!fits)
        {
            _faults.Add($"{at}: '{text}' is not a {rules["format"]}");
        }
    }

    private void Bounds(JsonObject rules, string least, string most, decimal actual, string at)
    {
        if (actual < (rules[least]?.GetValue<decimal>() ?? actual) || actual > (rules[most]?.GetValue<decimal>() ?? actual))
        {
            _faults.Add($"{at}: {actual} is outside {least} {rules[least]} and {most} {rules[most]}");
        }
    }

    private static bool Is(JsonNode? value, string type) => (type, value?.GetValueKind()) switch
    {
        ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String) or ("number", JsonValueKind.Number) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) or ("null", null) => true,
        ("integer", JsonValueKind.Number) => decimal.IsInteger(value!.GetValue<decimal>()),
        _ => false,
    };

    /// <summary>GS1: weights 3, 1, 3, ... from the right; the sum with the check digit is a multiple of ten.</summary>
    private static bool HasCheckDigit(string digits) => digits.Reverse().Select((c, i) => (c - '0') * (i % 2 == 0 ? 1 : 3)).Sum() % 10 == 0;
}

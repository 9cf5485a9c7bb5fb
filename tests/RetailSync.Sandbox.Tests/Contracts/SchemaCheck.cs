using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace RetailSync.Sandbox.Tests.Contracts;

/// <summary>Judges a value by the part of JSON Schema that these contracts use, and strictly: a property that no schema names is a fault.</summary>
public sealed class SchemaCheck(ContractFile contract)
{
    public IEnumerable<string> Faults(JsonNode? value, JsonNode schema, string where = "")
    {
        var rules = contract.Follow(schema);
        string[] types = rules["type"] switch { JsonArray several => [.. several.Select(type => (string)type!)], { } one => [(string)one!], null => [] };
        if (types.Length > 0 && !types.Any(type => Fits(value, type)))
        {
            return [$"{where}: {value?.ToJsonString() ?? "null"} is no {string.Join(" or ", types)}"];
        }

        return value switch
        {
            JsonObject map => InObject(map, rules, where),
            JsonArray list => InArray(list, rules, where),
            JsonValue plain => InPlain(plain, rules, where),
            _ => [],
        };
    }

    private IEnumerable<string> InObject(JsonObject map, JsonObject rules, string where)
    {
        var properties = rules["properties"]?.AsObject() ?? [];
        var missing = (rules["required"]?.AsArray() ?? []).Select(name => (string)name!).Where(name => !map.ContainsKey(name)).Select(name => $"{where}: {name} is missing");

        // Said to be open: what another contract's event holds.
        var isOpen = rules["additionalProperties"]?.GetValueKind() == JsonValueKind.True;
        var strangers = map.Where(_ => !isOpen).Select(pair => pair.Key).Where(name => !properties.ContainsKey(name)).Select(name => $"{where}: {name} is not declared");
        var inside = map.Where(pair => properties.ContainsKey(pair.Key)).SelectMany(pair => Faults(pair.Value, properties[pair.Key]!, $"{where}/{pair.Key}"));
        return [.. missing, .. strangers, .. inside];
    }

    private IEnumerable<string> InArray(JsonArray list, JsonObject rules, string where)
    {
        if (list.Count < ((long?)rules["minItems"] ?? 0) || list.Count > ((long?)rules["maxItems"] ?? int.MaxValue))
        {
            yield return $"{where}: {list.Count} items";
        }

        for (var index = 0; index < list.Count; index++)
        {
            foreach (var fault in Faults(list[index], rules["items"]!, $"{where}/{index}"))
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<string> InPlain(JsonValue plain, JsonObject rules, string where)
    {
        var text = plain.GetValueKind() == JsonValueKind.String ? (string)plain! : null;
        if (rules["enum"] is JsonArray known && !known.Any(one => JsonNode.DeepEquals(one, plain)))
        {
            yield return $"{where}: {plain.ToJsonString()} is none of {known.ToJsonString()}";
        }

        if (text is not null && (string?)rules["pattern"] is { } pattern && !Regex.IsMatch(text, pattern, RegexOptions.None, TimeSpan.FromSeconds(1)))
        {
            yield return $"{where}: '{text}' does not fit {pattern}";
        }

        if (text is not null && (text.Length < ((long?)rules["minLength"] ?? 0) || text.Length > ((long?)rules["maxLength"] ?? int.MaxValue)))
        {
            yield return $"{where}: '{text}' has {text.Length} characters";
        }

        if (text is not null && !FitsFormat(text, (string?)rules["format"]))
        {
            yield return $"{where}: '{text}' is no {rules["format"]}";
        }

        if (text is null && plain.TryGetValue<long>(out var number) && (number < ((long?)rules["minimum"] ?? long.MinValue) || number > ((long?)rules["maximum"] ?? long.MaxValue)))
        {
            yield return $"{where}: {number} is out of bounds";
        }
    }

    private static bool Fits(JsonNode? value, string type) => (type, value?.GetValueKind()) switch
    {
        ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("integer", JsonValueKind.Number) => long.TryParse(value.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        _ => false,
    };

    private static bool FitsFormat(string text, string? format) => format switch
    {
        "date-time" => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _) && text.Contains('T', StringComparison.Ordinal),
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", out _),
        "gln" => CheckDigit.Fits(text, 13),
        "gtin" => CheckDigit.Fits(text, 14),
        "sscc" => CheckDigit.Fits(text, 18),
        "email" => text.Contains('@', StringComparison.Ordinal),
        _ => true,
    };
}

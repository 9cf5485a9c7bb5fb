using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace RetailSync.Architecture.Data;

internal readonly partial record struct SchemaStep
{
    private bool JudgeText(string keyword, JsonNode? rule)
    {
        var text = Value is JsonValue scalar && scalar.GetValueKind() == JsonValueKind.String ? (string)scalar! : null;
        var length = text?.EnumerateRunes().Count() ?? 0;
        switch (keyword)
        {
            case "pattern":
                Require(text is null || Regex.IsMatch(text, (string)rule!, RegexOptions.ECMAScript), $"{Show(Value)} does not match {rule}.");
                return true;
            case "minLength":
                Require(text is null || length >= (int)Number(rule), $"has {length} characters; at least {rule} are right.");
                return true;
            case "maxLength":
                Require(text is null || length <= (int)Number(rule), $"has {length} characters; at most {rule} are right.");
                return true;
            default:
                return false;
        }
    }

    private bool JudgeNumber(string keyword, JsonNode? rule)
    {
        var number = Value is JsonValue scalar && scalar.GetValueKind() == JsonValueKind.Number ? Number(scalar) : (decimal?)null;
        switch (keyword)
        {
            case "minimum":
                Require(number is null || (IsTrue(Rules["exclusiveMinimum"]) ? number > Number(rule) : number >= Number(rule)), $"{number} is below {rule}.");
                return true;
            case "maximum":
                Require(number is null || (IsTrue(Rules["exclusiveMaximum"]) ? number < Number(rule) : number <= Number(rule)), $"{number} is above {rule}.");
                return true;
            case "exclusiveMinimum":
                Require(number is null || rule!.GetValueKind() != JsonValueKind.Number || number > Number(rule), $"{number} is not above {rule}.");
                return true;
            case "exclusiveMaximum":
                Require(number is null || rule!.GetValueKind() != JsonValueKind.Number || number < Number(rule), $"{number} is not below {rule}.");
                return true;
            case "multipleOf":
                Require(number is null || number % Number(rule) == 0, $"{number} is no multiple of {rule}.");
                return true;
            default:
                return false;
        }
    }

    private static bool HasTwins(JsonArray list) => list.Where((item, index) => list.Take(index).Any(earlier => JsonNode.DeepEquals(earlier, item))).Any();

    private static bool IsTrue(JsonNode? flag) => flag is JsonValue value && value.GetValueKind() == JsonValueKind.True;

    private static decimal Number(JsonNode? node, decimal missing = 0) => node is null ? missing : decimal.Parse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture);

    private static bool IsOfType(JsonNode? value, string type) => (value?.GetValueKind() ?? JsonValueKind.Null, type) switch
    {
        (JsonValueKind.Null, "null") or (JsonValueKind.String, "string") or (JsonValueKind.Number, "number") or (JsonValueKind.Array, "array") or (JsonValueKind.Object, "object") => true,
        (JsonValueKind.True or JsonValueKind.False, "boolean") => true,
        (JsonValueKind.Number, "integer") => Number(value) % 1 == 0,
        _ => false,
    };

    private static string Show(JsonNode? value) => value?.ToJsonString() ?? "null";
}

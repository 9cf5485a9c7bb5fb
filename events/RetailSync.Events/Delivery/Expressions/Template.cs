using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RetailSync.Events.Delivery.Expressions;

/// <summary>
/// Fills texts and JSON with the values of runtime expressions (OpenAPI and Arazzo): <c>{$event.subject}</c> within a text, or a text that is an expression as a whole, which
/// keeps its value's type inside JSON. Safe to use from many threads.
/// </summary>
internal static class Template
{
    /// <summary>Says what is wrong with the expressions of a text; null when nothing is.</summary>
    public static string? FaultOf(string text)
    {
        if (Whole(text) is { } whole)
        {
            return EventScope.FaultOf(whole);
        }

        foreach (var (expression, _) in Parts(text))
        {
            if (expression is null)
            {
                continue;
            }

            if (EventScope.FaultOf(expression) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    /// <summary>Fills path and query: values are escaped, so that none adds a segment or a parameter.</summary>
    /// <exception cref="ExpressionException">A value is missing, is an object or an array, or cannot stand in a path.</exception>
    public static string FillTarget(string text, EventScope scope) => Fill(text, scope, static (expression, value) =>
        value is "" or "." or ".." || value.AsSpan().ContainsAny("/\\") || value.Any(char.IsControl)
            ? throw new ExpressionException($"The value of {expression} cannot stand in a path.")
            : Uri.EscapeDataString(value));

    /// <summary>Fills a header's value.</summary>
    /// <exception cref="ExpressionException">A value is missing, is an object or an array, or cannot stand in a header.</exception>
    public static string FillHeader(string text, EventScope scope) => Fill(text, scope, static (expression, value) =>
        value.Any(character => character is < ' ' or > '~') ? throw new ExpressionException($"The value of {expression} cannot stand in a header.") : value);

    /// <summary>Fills JSON: every text in it, but not the names of its members.</summary>
    /// <exception cref="ExpressionException">A value is missing, or an object or array stands within a text.</exception>
    public static JsonNode? Fill(JsonNode? template, EventScope scope) => template switch
    {
        JsonObject fields => new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, Fill(field.Value, scope)))),
        JsonArray items => new JsonArray([.. items.Select(item => Fill(item, scope))]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String && value.GetValue<string>() is var text =>
            Whole(text) is { } whole ? scope.Value(whole)?.DeepClone() : JsonValue.Create(Fill(text, scope, static (_, filled) => filled)),
        _ => template?.DeepClone(),
    };

    private static string Fill(string text, EventScope scope, Func<string, string, string> encode)
    {
        if (Whole(text) is { } whole)
        {
            return encode(whole, AsText(whole, scope));
        }

        var filled = new StringBuilder();
        foreach (var (expression, literal) in Parts(text))
        {
            filled.Append(expression is null ? literal : encode(expression, AsText(expression, scope)));
        }

        return filled.ToString();
    }

    private static string AsText(string expression, EventScope scope) => scope.Value(expression) switch
    {
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        JsonValue value => value.ToJsonString(),
        null => throw new ExpressionException($"{expression} is null in this event."),
        _ => throw new ExpressionException($"{expression} is an object or an array in this event and cannot stand within a text."),
    };

    private static string? Whole(string text) =>
        text.StartsWith("$event.", StringComparison.Ordinal) ? text
        : text.StartsWith("{$", StringComparison.Ordinal) && text.IndexOf('}', StringComparison.Ordinal) == text.Length - 1 ? text[1..^1] : null;

    private static IEnumerable<(string? Expression, string Literal)> Parts(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var open = text.IndexOf("{$", at, StringComparison.Ordinal);
            var close = open < 0 ? -1 : text.IndexOf('}', open);
            if (close < 0)
            {
                yield return (null, text[at..]);
                yield break;
            }

            yield return (null, text[at..open]);
            yield return (text[(open + 1)..close], "");
            at = close + 1;
        }
    }
}

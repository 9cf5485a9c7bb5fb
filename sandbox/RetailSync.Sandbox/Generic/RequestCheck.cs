using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RetailSync.Sandbox.Generic;

/// <summary>Holds values against the essentials of their schema: types, required and unknown properties, enums, lengths and bounds.</summary>
/// <remarks>Less than the gateway's own validation on purpose: real systems trust their front door for patterns and formats.</remarks>
internal sealed class RequestCheck
{
    private const int MostFaults = 20;

    private readonly List<RequestFault> _faults = [];

    /// <summary>The faults found so far, at most 20.</summary>
    public IReadOnlyList<RequestFault> Faults => _faults;

    /// <summary>Checks the body.</summary>
    public void Body(Schema schema, JsonNode? body) => Check(schema, body, "");

    /// <summary>Checks a query or header parameter; null when it was not sent.</summary>
    public void Parameter(ServiceParameter parameter, string? text)
    {
        var at = $"{parameter.In}/{parameter.Name}";
        if (text is null)
        {
            if (parameter.IsRequired)
            {
                Add(at, "is required");
            }

            return;
        }

        Check(parameter.Schema, ValueOf(parameter.Schema, text), at);
    }

    private static JsonNode? ValueOf(Schema schema, string text)
    {
        if ((schema.Is("integer") || schema.Is("number")) && decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number))
        {
            return JsonNode.Parse(number.ToString(CultureInfo.InvariantCulture));
        }

        return schema.Is("boolean") && bool.TryParse(text, out var flag) ? JsonNode.Parse(flag ? "true" : "false") : JsonValue.Create(text);
    }

    private void Check(Schema schema, JsonNode? value, string at)
    {
        if (!schema.Fits(value))
        {
            Add(at, $"must be {string.Join(" or ", schema.Types)}");
            return;
        }

        if (schema.Enum is { } allowed && !allowed.Any(one => JsonNode.DeepEquals(one, value)))
        {
            Add(at, $"must be one of {string.Join(", ", allowed.Select(one => one?.ToString() ?? "null"))}");
        }

        switch (value)
        {
            case JsonObject members:
                CheckObject(schema, members, at);
                break;
            case JsonArray items:
                CheckArray(schema, items, at);
                break;
            case JsonValue single when single.GetValueKind() == JsonValueKind.String:
                var length = single.GetValue<string>().EnumerateRunes().Count();
                Within(schema, "minLength", "maxLength", length, at, "characters long");
                break;
            case JsonValue single when single.TryGetValue<decimal>(out var number):
                Within(schema, "minimum", "maximum", number, at, "");
                break;
        }
    }

    private void CheckObject(Schema schema, JsonObject members, string at)
    {
        foreach (var name in schema.Required.Where(name => !members.ContainsKey(name)))
        {
            Add(Below(at, name), "is required");
        }

        Within(schema, "minProperties", "maxProperties", members.Count, at, "properties");
        foreach (var (name, value) in members)
        {
            if (schema.Properties.TryGetValue(name, out var property))
            {
                Check(property, value, Below(at, name));
            }
            else if (schema.IsClosed)
            {
                Add(Below(at, name), "is not known");
            }
        }
    }

    private void CheckArray(Schema schema, JsonArray items, string at)
    {
        Within(schema, "minItems", "maxItems", items.Count, at, "items");
        for (var i = 0; schema.Items is { } each && i < items.Count && _faults.Count < MostFaults; i++)
        {
            Check(each, items[i], $"{at}/{i}");
        }
    }

    private void Within(Schema schema, string least, string most, decimal actual, string at, string unit)
    {
        if (schema.Number(least) is { } low && actual < low)
        {
            Add(at, $"must be at least {low} {unit}".TrimEnd());
        }
        else if (schema.Number(most) is { } high && actual > high)
        {
            Add(at, $"must be at most {high} {unit}".TrimEnd());
        }
    }

    private void Add(string at, string error)
    {
        if (_faults.Count < MostFaults)
        {
            _faults.Add(new RequestFault(at, error));
        }
    }

    private static string Below(string at, string name) =>
        $"{at}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
}

using System.Text.Json;
using System.Text.Json.Nodes;

namespace RetailSync.Sandbox.Generic;

/// <summary>As much of a schema as a simulation needs: references followed, <c>allOf</c> merged, both spellings of null. Immutable.</summary>
internal sealed class Schema
{
    private const int DeepestNesting = 32;

    private readonly Dictionary<string, JsonNode?> _keywords = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonNode?> _propertyNodes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _required = new(StringComparer.Ordinal);
    private readonly Lazy<IReadOnlyDictionary<string, Schema>> _properties;
    private readonly Lazy<Schema?> _items;

    /// <summary>Reads the schema at <paramref name="node"/> of the document <paramref name="root"/>.</summary>
    public Schema(JsonNode root, JsonNode? node)
    {
        Gather(root, node, 0);
        Types = _keywords.GetValueOrDefault("type") switch
        {
            JsonArray several => [.. several.Select(type => type!.GetValue<string>())],
            JsonValue one => [one.GetValue<string>()],
            _ => [],
        };
        if (Types.Count > 0 && Flag("nullable"))
        {
            Types = [.. Types, "null"];
        }

        // Lazily, because a schema may contain itself.
        _properties = new(() => _propertyNodes.ToDictionary(pair => pair.Key, pair => new Schema(root, pair.Value), StringComparer.Ordinal));
        _items = new(() => _keywords.GetValueOrDefault("items") is { } items ? new Schema(root, items) : null);
    }

    /// <summary>The types allowed; none listed means any.</summary>
    public IReadOnlyList<string> Types { get; }

    /// <summary>The properties by name, in the document's order.</summary>
    public IReadOnlyDictionary<string, Schema> Properties => _properties.Value;

    /// <summary>The schema of an array's items; null when none is given.</summary>
    public Schema? Items => _items.Value;

    /// <summary>Names that must be there.</summary>
    public IReadOnlyCollection<string> Required => _required;

    /// <summary>The values allowed; null when any is.</summary>
    public JsonArray? Enum => _keywords.GetValueOrDefault("enum") as JsonArray;

    /// <summary>Whether only the named properties may stand in it.</summary>
    public bool IsClosed => _keywords.GetValueOrDefault("additionalProperties") is JsonValue value && value.GetValueKind() == JsonValueKind.False;

    /// <summary>Whether only the system itself sets it.</summary>
    public bool IsReadOnly => Flag("readOnly");

    /// <summary>The value meant when none is given; null when the schema names none.</summary>
    public JsonNode? Default => _keywords.GetValueOrDefault("default");

    /// <summary>The format, such as <c>date-time</c>.</summary>
    public string? Format => Text("format");

    /// <summary>The pattern of a string.</summary>
    public string? Pattern => Text("pattern");

    /// <summary>A keyword whose value is a number, such as <c>minimum</c>.</summary>
    public decimal? Number(string keyword) =>
        _keywords.GetValueOrDefault(keyword) is JsonValue value && value.TryGetValue<decimal>(out var number) ? number : null;

    /// <summary>Whether the type is among those allowed.</summary>
    public bool Is(string type) => Types.Contains(type);

    /// <summary>Whether a value is of a type that is allowed; what is in it is not looked at.</summary>
    public bool Fits(JsonNode? value) => Types.Count == 0 || Types.Any(type => HasType(value, type));

    private static bool HasType(JsonNode? value, string type) => type switch
    {
        "null" => value is null,
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => value?.GetValueKind() is JsonValueKind.String,
        "boolean" => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        "number" => value?.GetValueKind() is JsonValueKind.Number,
        "integer" => value is JsonValue number && number.GetValueKind() is JsonValueKind.Number && IsWhole(number),
        _ => false,
    };

    private static bool IsWhole(JsonValue number) => number.TryGetValue<decimal>(out var exact)
        ? decimal.IsInteger(exact)
        : number.TryGetValue<double>(out var wide) && double.IsInteger(wide);

    private bool Flag(string keyword) => _keywords.GetValueOrDefault(keyword) is JsonValue value && value.GetValueKind() == JsonValueKind.True;

    private string? Text(string keyword) => _keywords.GetValueOrDefault(keyword) is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>What stands nearest wins: a keyword beside <c>$ref</c> goes before the one it refers to.</summary>
    private void Gather(JsonNode root, JsonNode? node, int depth)
    {
        if (node is not JsonObject keywords)
        {
            return;
        }

        if (depth == DeepestNesting)
        {
            throw new InvalidDataException("A schema refers to itself through $ref or allOf alone.");
        }

        foreach (var (name, value) in keywords)
        {
            _keywords.TryAdd(name, value);
        }

        foreach (var (name, value) in keywords["properties"] as JsonObject ?? [])
        {
            _propertyNodes.TryAdd(name, value);
        }

        _required.UnionWith((keywords["required"] as JsonArray ?? []).Select(name => name!.GetValue<string>()));
        if (JsonReference.Target(keywords) is { } target)
        {
            Gather(root, JsonReference.Find(root, target), depth + 1);
        }

        foreach (var part in keywords["allOf"] as JsonArray ?? [])
        {
            Gather(root, part, depth + 1);
        }
    }
}

using System.Globalization;
using System.Text.Json.Nodes;

namespace RetailSync.Sandbox.Generic;

/// <summary>Follows <c>$ref</c> inside one document.</summary>
internal static class JsonReference
{
    private const int LongestChain = 32;

    /// <summary>The node, or what its <c>$ref</c> leads to.</summary>
    /// <exception cref="InvalidDataException">It leads out of the document, nowhere, or in a circle.</exception>
    public static JsonNode? Follow(JsonNode root, JsonNode? node)
    {
        for (var step = 0; node is JsonObject holder && Target(holder) is { } target; step++)
        {
            if (step == LongestChain)
            {
                throw new InvalidDataException($"$ref '{target}': references lead to references without end.");
            }

            node = Find(root, target);
        }

        return node;
    }

    /// <summary>The text of its <c>$ref</c>; null when it has none.</summary>
    public static string? Target(JsonObject node) => node["$ref"] is JsonValue value && value.TryGetValue<string>(out var target) ? target : null;

    /// <summary>What a reference such as <c>#/components/schemas/Sku</c> leads to.</summary>
    public static JsonNode Find(JsonNode root, string reference)
    {
        if (!reference.StartsWith("#/", StringComparison.Ordinal))
        {
            throw new InvalidDataException($"$ref '{reference}': only references inside the document are followed; they begin with '#/'.");
        }

        JsonNode? node = root;
        foreach (var part in reference[2..].Split('/'))
        {
            var name = Uri.UnescapeDataString(part).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            node = node switch
            {
                JsonObject members => members[name],
                JsonArray items when int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < items.Count => items[index],
                _ => null,
            };
        }

        return node ?? throw new InvalidDataException($"$ref '{reference}': nothing is there.");
    }
}

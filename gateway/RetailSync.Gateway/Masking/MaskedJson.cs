using System.Text.Json;
using System.Text.Json.Nodes;

namespace RetailSync.Gateway.Masking;

/// <summary>Masks every text in a report, and leaves its numbers, names and form alone.</summary>
internal static class MaskedJson
{
    /// <summary>The report as JSON with every text masked.</summary>
    public static JsonNode? Of(object report, IMasker masker)
    {
        var root = JsonSerializer.SerializeToNode(report, JsonSerializerOptions.Web);
        Mask(root, masker);
        return root;
    }

    private static void Mask(JsonNode? node, IMasker masker)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (_, value) in members.ToList())
                {
                    Mask(value, masker);
                }

                break;
            case JsonArray items:
                foreach (var item in items.ToList())
                {
                    Mask(item, masker);
                }

                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                var text = value.GetValue<string>();
                var masked = masker.Mask(text);
                if (!ReferenceEquals(masked, text))
                {
                    value.ReplaceWith(masked);
                }

                break;
        }
    }
}

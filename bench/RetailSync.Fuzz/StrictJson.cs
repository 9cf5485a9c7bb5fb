using System.Text.Json;
using System.Text.Unicode;

namespace RetailSync.Fuzz;

/// <summary>What the platform holds for JSON, with this product's further rules: no name twice, no half surrogate pair, 64 levels at most.</summary>
internal static class StrictJson
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    public static bool Accepts(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            return Utf8.IsValid(json.Span) && TextsAreWhole(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    // Half a surrogate pair is noticed when the text is asked for.
    private static bool TextsAreWhole(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                return element.GetString() is not null;
            case JsonValueKind.Array:
                return element.EnumerateArray().All(TextsAreWhole);
            case JsonValueKind.Object:
                return element.EnumerateObject().All(property => property.Name is not null && TextsAreWhole(property.Value));
            default:
                return true;
        }
    }
}

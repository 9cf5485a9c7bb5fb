using System.Text.Json;

namespace RetailSync.Events.Resolving;

/// <summary>Tells whether a thing looks as a change wanted it to: what the change as a JSON merge patch (RFC 7396) would not alter any more.</summary>
internal static class JsonContainment
{
    /// <summary>Whether every value of the wish stands in the thing. Null in the wish: it must not be there, or be null. Arrays must be alike as a whole.</summary>
    public static bool Contains(JsonElement thing, JsonElement wish)
    {
        if (wish.ValueKind != JsonValueKind.Object)
        {
            return AreAlike(thing, wish);
        }

        if (thing.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        foreach (var member in wish.EnumerateObject())
        {
            var isThere = thing.TryGetProperty(member.Name, out var value) && value.ValueKind != JsonValueKind.Null;
            if (member.Value.ValueKind == JsonValueKind.Null ? isThere : !isThere || !Contains(value, member.Value))
            {
                return false;
            }
        }

        return true;
    }

    // 1 and 1.0 are the same number, and systems are free to choose.
    private static bool AreAlike(JsonElement thing, JsonElement wish) =>
        thing.ValueKind == JsonValueKind.Number && wish.ValueKind == JsonValueKind.Number && thing.TryGetDecimal(out var is1) && wish.TryGetDecimal(out var be1)
            ? is1 == be1
            : thing.ValueKind == JsonValueKind.Array && wish.ValueKind == JsonValueKind.Array
                ? thing.GetArrayLength() == wish.GetArrayLength() && thing.EnumerateArray().Zip(wish.EnumerateArray()).All(pair => AreAlike(pair.First, pair.Second))
                : JsonElement.DeepEquals(thing, wish);
}

using System.Globalization;
using System.Text.Json;

namespace RetailSync.Events.Resolving;

/// <summary>Finds values by their place (RFC 6901).</summary>
internal static class JsonPointer
{
    /// <summary>Whether the pointer is well-formed: empty, or beginning with a slash.</summary>
    public static bool IsValid(string pointer) => pointer.Length == 0 || pointer[0] == '/';

    /// <summary>Finds the value. The empty pointer is the whole.</summary>
    public static bool TryFind(JsonElement whole, string pointer, out JsonElement value)
    {
        value = whole;
        foreach (var token in pointer.Split('/').Skip(1))
        {
            var name = token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            switch (value.ValueKind)
            {
                case JsonValueKind.Object when value.TryGetProperty(name, out var member):
                    value = member;
                    break;
                case JsonValueKind.Array when int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < value.GetArrayLength():
                    value = value[index];
                    break;
                default:
                    return false;
            }
        }

        return true;
    }
}

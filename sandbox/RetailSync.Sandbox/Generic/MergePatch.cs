using System.Text.Json.Nodes;

namespace RetailSync.Sandbox.Generic;

/// <summary>JSON merge patches (RFC 7396).</summary>
internal static class MergePatch
{
    /// <summary>A copy of <paramref name="target"/> with the patch applied: objects are merged, null takes away, all else replaces.</summary>
    public static JsonObject Apply(JsonObject? target, JsonObject patch)
    {
        var result = (JsonObject?)target?.DeepClone() ?? [];
        foreach (var (name, value) in patch)
        {
            if (value is null)
            {
                result.Remove(name);
            }
            else
            {
                result[name] = value is JsonObject nested ? Apply(result[name] as JsonObject, nested) : value.DeepClone();
            }
        }

        return result;
    }
}

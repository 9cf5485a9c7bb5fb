using System.Text.Json.Nodes;

namespace RetailSync.Contracts.Tests.Compare.Pairs;

/// <summary>JSON merge patch, RFC 7396.</summary>
internal static class MergePatch
{
    /// <summary>The target with the patch applied; neither is changed.</summary>
    public static JsonNode? Apply(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject changes)
        {
            return patch?.DeepClone();
        }

        var result = target is JsonObject mapping ? mapping.DeepClone().AsObject() : [];
        foreach (var (key, value) in changes)
        {
            var merged = value is null ? null : Apply(result[key], value);
            result.Remove(key);
            if (value is not null)
            {
                result[key] = merged;
            }
        }

        return result;
    }
}

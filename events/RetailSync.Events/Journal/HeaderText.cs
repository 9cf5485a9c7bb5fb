using System.Text.Json;

namespace RetailSync.Events.Journal;

/// <summary>Headers as the store keeps them: a JSON array of pairs.</summary>
internal static class HeaderText
{
    /// <summary>To the store.</summary>
    public static string Write(IReadOnlyList<KeyValuePair<string, string>> headers) =>
        headers.Count == 0 ? "[]" : JsonSerializer.Serialize(headers.Select(header => new[] { header.Key, header.Value }));

    /// <summary>From the store.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Read(string? text) =>
        text is null or "[]" ? [] : [.. JsonSerializer.Deserialize<string[][]>(text)!.Where(pair => pair.Length == 2).Select(pair => KeyValuePair.Create(pair[0], pair[1]))];

    /// <summary>The value of a header; null when it is not there.</summary>
    public static string? Find(IReadOnlyList<KeyValuePair<string, string>> headers, string name)
    {
        for (var i = 0; i < headers.Count; i++)
        {
            if (string.Equals(headers[i].Key, name, StringComparison.OrdinalIgnoreCase))
            {
                return headers[i].Value;
            }
        }

        return null;
    }
}

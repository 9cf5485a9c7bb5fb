using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using RetailSync.Gateway;

namespace RetailSync.Catalog;

/// <summary>Writes values the way they stand in landscape files.</summary>
internal static partial class YamlText
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A string, in quotes only where YAML would read something else into it.</summary>
    public static string Quote(string value) => Plain().IsMatch(value) && !Keyword().IsMatch(value) ? value : JsonSerializer.Serialize(value, Readable);

    /// <summary>A moment in UTC, to the second.</summary>
    public static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A key's record on one line.</summary>
    public static string Key(ApiKeyRecord key)
    {
        var expires = key.ExpiresAt is { } at ? $", expires: {Moment(at)}" : "";
        return $"{{prefix: {key.Prefix}, sha256: {key.Sha256}, created: {Moment(key.CreatedAt)}{expires}}}";
    }

    /// <summary>A consumer, one entry a line, without the list's dash.</summary>
    public static IReadOnlyList<string> ConsumerLines(Consumer consumer)
    {
        var lines = new List<string> { $"id: {Quote(consumer.Id)}", $"name: {Quote(consumer.Name)}", $"owner: {Quote(consumer.Owner)}" };
        if (consumer.System is { } system)
        {
            lines.Add($"system: {Quote(system)}");
        }

        AddList(lines, "scopes", consumer.Scopes.Order(StringComparer.Ordinal).Select(Quote));
        if (consumer.ApiKeys.Count > 0)
        {
            AddList(lines, "keys", consumer.ApiKeys.Select(Key));
        }

        return lines;
    }

    /// <summary>A consumer on one line, in braces.</summary>
    public static string ConsumerLine(Consumer consumer)
    {
        var system = consumer.System is { } id ? $", system: {Quote(id)}" : "";
        var keys = consumer.ApiKeys.Count > 0 ? $", keys: [{string.Join(", ", consumer.ApiKeys.Select(Key))}]" : "";
        var scopes = string.Join(", ", consumer.Scopes.Order(StringComparer.Ordinal).Select(Quote));
        return $"{{id: {Quote(consumer.Id)}, name: {Quote(consumer.Name)}, owner: {Quote(consumer.Owner)}{system}, scopes: [{scopes}]{keys}}}";
    }

    private static void AddList(List<string> lines, string name, IEnumerable<string> values)
    {
        var items = values.Select(value => $"  - {value}").ToArray();
        lines.Add(items.Length == 0 ? $"{name}: []" : $"{name}:");
        lines.AddRange(items);
    }

    [GeneratedRegex(@"\A[A-Za-z]([A-Za-z0-9 ._/-]*[A-Za-z0-9._/-])?\z")]
    private static partial Regex Plain();

    [GeneratedRegex(@"\A(true|false|null|yes|no|on|off|y|n)\z", RegexOptions.IgnoreCase)]
    private static partial Regex Keyword();
}

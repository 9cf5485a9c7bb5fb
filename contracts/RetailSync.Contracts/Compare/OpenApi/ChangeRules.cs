using System.Collections.Frozen;

namespace RetailSync.Contracts.Compare.OpenApi;

/// <summary>The ids of changes that are known, with their levels, from <c>rules.txt</c>. The ids are those of oasdiff.</summary>
internal static class ChangeRules
{
    private static readonly FrozenDictionary<string, ChangeLevel> Levels = Read().ToFrozenDictionary(rule => rule.Id, rule => rule.Level);

    /// <summary>Every id.</summary>
    public static IEnumerable<string> Ids => Levels.Keys;

    /// <summary>The level of an id; false when there is no such id.</summary>
    public static bool TryFind(string id, out ChangeLevel level) => Levels.TryGetValue(id, out level);

    private static IEnumerable<(string Id, ChangeLevel Level)> Read()
    {
        using var reader = new StreamReader(typeof(ChangeRules).Assembly.GetManifestResourceStream("openapi-change-rules.txt")!);
        while (reader.ReadLine() is { } line)
        {
            var parts = line.Split(' ');
            yield return (parts[1], Enum.Parse<ChangeLevel>(parts[0], ignoreCase: true));
        }
    }
}

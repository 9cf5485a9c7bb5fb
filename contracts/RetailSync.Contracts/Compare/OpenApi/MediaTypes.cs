namespace RetailSync.Contracts.Compare.OpenApi;

/// <summary>Names of media types (RFC 6838): which of the old is which of the new.</summary>
internal static class MediaTypes
{
    /// <summary>Pairs the same names, then those of which one is a special case of the other; null where there is no partner.</summary>
    public static IReadOnlyList<(string? Old, string? New)> Pair(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var pairs = new List<(string?, string?)>();
        var left = after.Except(before).ToList();
        foreach (var name in before)
        {
            if (after.Contains(name))
            {
                pairs.Add((name, name));
            }
            else if (left.FirstOrDefault(other => Contains(name, other) || Contains(other, name)) is { } other)
            {
                left.Remove(other);
                pairs.Add((name, other));
            }
            else
            {
                pairs.Add((name, null));
            }
        }

        return [.. pairs, .. left.Select(name => ((string?)null, (string?)name))];
    }

    /// <summary>What happened to a name: changed in its parameters, generalized or specialized.</summary>
    public static string Change(string before, string after) =>
        Parse(before).Parameters != Parse(after).Parameters ? "changed" : Contains(before, after) ? "specialized" : "generalized";

    private static bool Contains(string general, string special)
    {
        var (left, right) = (Parse(general), Parse(special));
        return left.Type == right.Type
            && ((left.Suffix.Length == 0 && right.Suffix.Length > 0 && right.Suffix == left.Subtype) || (left.Subtype == right.Subtype && left.Suffix == right.Suffix));
    }

    private static (string Type, string Subtype, string Suffix, string Parameters) Parse(string name)
    {
        var parts = name.Split(';', 2, StringSplitOptions.TrimEntries);
        var types = parts[0].ToLowerInvariant().Split('/', 2);
        var subtype = types.Length > 1 ? types[1].Split('+', 2) : [""];
        return (types[0], subtype[0], subtype.Length > 1 ? subtype[1] : "", parts.Length > 1 ? parts[1] : "");
    }
}

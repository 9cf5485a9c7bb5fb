using System.Text.Json.Nodes;

namespace RetailSync.Sandbox.Generic;

/// <summary>From an action's name to the state it leads to: <c>approve</c> to <c>approved</c>.</summary>
internal static class Participles
{
    private static readonly Dictionary<string, string> Irregular = new(StringComparer.Ordinal)
    {
        ["hold"] = "held",
        ["pay"] = "paid",
        ["send"] = "sent",
        ["sell"] = "sold",
        ["split"] = "split",
        ["put"] = "put",
        ["take"] = "taken",
        ["undo"] = "undone",
    };

    /// <summary>The state after the action: the participle if the states allow it, else the example's, else the regular participle.</summary>
    public static string StateAfter(string action, JsonArray? states, string? example)
    {
        var allowed = states?.Select(state => state?.ToString()).ToHashSet(StringComparer.Ordinal);
        var candidates = Candidates(action).ToList();
        return (allowed is null ? null : candidates.Find(allowed.Contains)) ?? example ?? candidates[0];
    }

    /// <summary>Spellings, the likeliest first; which one is meant, the list of states decides.</summary>
    private static IEnumerable<string> Candidates(string verb)
    {
        if (Irregular.TryGetValue(verb, out var irregular))
        {
            yield return irregular;
        }

        yield return verb switch
        {
            [.., 'e'] => verb + "d",
            [.. var stem, not ('a' or 'e' or 'o' or 'u'), 'y'] => $"{stem}{verb[^2]}ied",
            _ => verb + "ed",
        };
        yield return verb + verb[^1] + "ed";
        yield return verb + "n";
        yield return verb;
    }
}

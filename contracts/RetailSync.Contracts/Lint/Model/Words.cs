using System.Text.RegularExpressions;

namespace RetailSync.Contracts.Lint.Model;

/// <summary>Reads names as words, in whatever case they are written.</summary>
internal static partial class Words
{
    private static readonly HashSet<string> Irregular = new(StringComparer.Ordinal)
    {
        "sent", "paid", "sold", "lost", "left", "begun", "taken", "withdrawn", "bought", "brought", "built", "caught", "chosen", "cut", "dealt", "drawn", "fallen", "found", "frozen",
        "given", "gone", "grown", "held", "hidden", "kept", "known", "laid", "led", "made", "met", "put", "read", "reset", "risen", "run", "said", "seen", "set", "shown", "shut", "split",
        "spent", "stolen", "sworn", "told", "thrown", "understood", "undone", "upset", "won", "written", "broken", "born", "rebuilt", "resent", "overdue", "redrawn", "gotten", "hit", "bid", "done",
    };

    /// <summary>The words of a name, in lower case.</summary>
    public static IReadOnlyList<string> Of(string name) => [.. Word().Matches(name).Select(match => match.Value.ToLowerInvariant())];

    /// <summary>Whether a word is a verb's past tense or participle, as far as its form tells.</summary>
    public static bool IsPast(string word) => word.EndsWith("ed", StringComparison.Ordinal) || Irregular.Contains(word);

    /// <summary>The case of a name; null when it is one lower-case word, which fits all but Pascal case, or fits none.</summary>
    public static string? CaseOf(string name) =>
        Plain().IsMatch(name) ? null
        : Camel().IsMatch(name) ? "camelCase"
        : Pascal().IsMatch(name) ? "PascalCase"
        : Snake().IsMatch(name) ? "snake_case"
        : Kebab().IsMatch(name) ? "kebab-case"
        : null;

    [GeneratedRegex("[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex("^[a-z][a-z0-9]*$", RegexOptions.NonBacktracking)]
    private static partial Regex Plain();

    [GeneratedRegex("^[a-z][a-zA-Z0-9]*$", RegexOptions.NonBacktracking)]
    private static partial Regex Camel();

    [GeneratedRegex("^[A-Z][a-zA-Z0-9]*$", RegexOptions.NonBacktracking)]
    private static partial Regex Pascal();

    [GeneratedRegex("^[a-z][a-z0-9]*(_[a-z0-9]+)+$", RegexOptions.NonBacktracking)]
    private static partial Regex Snake();

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)+$", RegexOptions.NonBacktracking)]
    private static partial Regex Kebab();
}

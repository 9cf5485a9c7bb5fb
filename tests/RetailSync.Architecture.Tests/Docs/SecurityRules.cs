using System.Text.RegularExpressions;
using RetailSync.Architecture.Reading;

namespace RetailSync.Architecture.Docs;

/// <summary>The table of attacks in <c>docs/security.md</c> and the tests that carry a case's name tell the same story.</summary>
internal static partial class SecurityRules
{
    private static readonly (char Section, int First, int Last)[] Sections = [('A', 1, 6), ('B', 7, 12), ('C', 13, 19), ('D', 20, 25), ('E', 26, 34), ('F', 35, 38), ('G', 39, 44)];

    /// <summary>Every case, such as <c>A1</c>.</summary>
    public static IReadOnlyList<string> Cases { get; } =
        [.. Sections.SelectMany(section => Enumerable.Range(section.First, section.Last - section.First + 1).Select(number => $"{section.Section}{number}"))];

    /// <summary>What is wrong between the page's rows and the tests' traits.</summary>
    public static IEnumerable<string> Faults(TextFile page, IEnumerable<TextFile> tests)
    {
        var rows = Row().Matches(page.Text).Select(row => (Case: row.Groups["case"].Value, Status: row.Groups["status"].Value.Trim())).ToLookup(row => row.Case, row => row.Status);
        var traits = tests.SelectMany(test => Trait().Matches(test.Text).Select(trait => (Case: trait.Groups["case"].Value, test.Path))).ToLookup(trait => trait.Case, trait => trait.Path);
        foreach (var name in Cases)
        {
            switch (rows[name].ToList())
            {
                case []:
                    yield return $"{page.Path}: no row says what becomes of {name}.";
                    break;
                case ["tested" or "in part"] when !traits[name].Any():
                    yield return $"{page.Path}: {name} is said to be tested, and no test carries [Trait(\"Attack\", \"{name}\")].";
                    break;
                case ["not built"] when traits[name].Any():
                    yield return $"{page.Path}: {name} is said to be not built, and {traits[name].First()} tests it.";
                    break;
                case ["tested" or "in part" or "not built"]:
                    break;
                case [var status]:
                    yield return $"{page.Path}: {name} has the status '{status}'. Known: tested, in part, not built.";
                    break;
                case var many:
                    yield return $"{page.Path}: {name} has {many.Count} rows.";
                    break;
            }
        }

        foreach (var unknown in rows.Select(row => row.Key).Concat(traits.Select(trait => trait.Key)).Except(Cases))
        {
            yield return $"{traits[unknown].FirstOrDefault() ?? page.Path}: no case is named {unknown}.";
        }
    }

    [GeneratedRegex(@"^\| (?<case>[A-Z]\d+) \|.*\|(?<status>[^|]*)\|\s*$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("""^\s*\[Trait\("Attack", "(?<case>[^"]*)"\)\]""", RegexOptions.Multiline)]
    private static partial Regex Trait();
}

using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using RetailSync.Architecture.Reading;

namespace RetailSync.Architecture.Projects;

/// <summary>That the build is as strict as the style guide says.</summary>
internal static partial class BuildRules
{
    private static readonly string[] RequiredBans =
    [
        "P:System.DateTime.UtcNow", "P:System.DateTime.Now", "P:System.DateTime.Today", "P:System.DateTimeOffset.UtcNow", "P:System.DateTimeOffset.Now",
        "M:System.Threading.Thread.Sleep(System.Int32)", "M:System.Threading.Thread.Sleep(System.TimeSpan)",
        "M:System.Threading.Tasks.Task.Delay(System.Int32)", "M:System.Threading.Tasks.Task.Delay(System.TimeSpan)",
        "P:System.Threading.Tasks.Task`1.Result", "M:System.Threading.Tasks.Task.Wait",
    ];

    private static readonly (string Property, string Value)[] RequiredProperties =
    [
        ("Nullable", "enable"), ("TreatWarningsAsErrors", "true"), ("EnforceCodeStyleInBuild", "true"), ("GenerateDocumentationFile", "true"),
    ];

    /// <summary>Symbols that should be banned and are not.</summary>
    public static IEnumerable<string> MissingBans(TextFile banned)
    {
        var symbols = banned.Lines.Select(line => line.Split(';')[0].Trim()).ToHashSet(StringComparer.Ordinal);
        return RequiredBans.Where(symbol => !symbols.Contains(symbol)).Select(symbol => $"{banned.Path}: {symbol} is not banned.");
    }

    /// <summary>What the shared properties must say for every project, and what no project may take back.</summary>
    public static IEnumerable<string> Looseness(TextFile shared, IEnumerable<TextFile> projects)
    {
        var document = XDocument.Parse(shared.Text);
        foreach (var (property, value) in RequiredProperties)
        {
            if (!document.Descendants(property).Any(element => element.Value == value && element.Parent?.Attribute("Condition") is null))
            {
                yield return $"{shared.Path}: <{property}>{value}</{property}> is missing, or has a condition.";
            }

            foreach (var project in projects.Where(project => XDocument.Parse(project.Text).Descendants(property).Any(element => element.Value != value)))
            {
                yield return $"{project.Path}: sets {property} to something else than {value}.";
            }
        }

        if (!Includes(document, "PackageReference", "Microsoft.CodeAnalysis.BannedApiAnalyzers"))
        {
            yield return $"{shared.Path}: the analyzer for banned symbols is missing.";
        }

        if (!Includes(document, "AdditionalFiles", "$(RepoRoot)BannedSymbols.txt"))
        {
            yield return $"{shared.Path}: BannedSymbols.txt is not handed to the analyzer.";
        }
    }

    /// <summary>NoWarn entries without a reason on the line or the line above, and those that no project but a test may have.</summary>
    public static IEnumerable<string> Suppressions(IEnumerable<TextFile> msbuildFiles)
    {
        foreach (var file in msbuildFiles)
        {
            var lines = file.Lines;
            foreach (var element in XDocument.Parse(file.Text, LoadOptions.SetLineInfo).Descendants().Where(element => element.Name.LocalName is "NoWarn" or "WarningsNotAsErrors"))
            {
                var line = ((IXmlLineInfo)element).LineNumber;
                if (!XmlReason().IsMatch(lines[line - 1]) && !(line > 1 && XmlReason().IsMatch(lines[line - 2])))
                {
                    yield return $"{file.Path}:{line}: {element.Name.LocalName} needs its reason as a comment on the line or the line above.";
                }

                if (ForTestsOnly().IsMatch(element.Value) && !IsForTests(file.Path, element))
                {
                    yield return $"{file.Path}:{line}: public members are documented and banned symbols stay banned outside tests and bench.";
                }
            }
        }
    }

    /// <summary>Rules that the editor configuration switches off without a comment above, and missing documentation that it lets pass.</summary>
    public static IEnumerable<string> EditorConfig(TextFile file)
    {
        var lines = file.Lines;
        for (var i = 0; i < lines.Length; i++)
        {
            if (SeverityLine().Match(lines[i]) is not { Success: true } found || found.Groups["severity"].Value is "warning" or "error")
            {
                continue;
            }

            if (ForTestsOnly().IsMatch(found.Groups["rule"].Value))
            {
                yield return $"{file.Path}:{i + 1}: {found.Groups["rule"].Value} must stay a warning.";
            }
            else if (i == 0 || !lines[i - 1].StartsWith('#'))
            {
                yield return $"{file.Path}:{i + 1}: {found.Groups["rule"].Value} is switched off without a comment above that says why.";
            }
        }
    }

    private static bool Includes(XDocument document, string item, string include) =>
        document.Descendants(item).Any(element => (string?)element.Attribute("Include") == include && element.Parent?.Attribute("Condition") is null);

    private static bool IsForTests(string path, XElement element) =>
        Repository.IsTestOrBench(path)
        || ((string?)element.Parent?.Attribute("Condition") is { } condition && TestCondition().IsMatch(condition));

    [GeneratedRegex(@"<!--.*\w+\W+\w+\W+\w+.*-->")]
    private static partial Regex XmlReason();

    [GeneratedRegex(@"\b(?:CS1591|RS0030)\b")]
    private static partial Regex ForTestsOnly();

    [GeneratedRegex(@"/tests/|/bench/")]
    private static partial Regex TestCondition();

    [GeneratedRegex(@"^dotnet_diagnostic\.(?<rule>\w+)\.severity\s*=\s*(?<severity>\w+)")]
    private static partial Regex SeverityLine();
}

using System.Text.RegularExpressions;
using RetailSync.Architecture.Reading;

namespace RetailSync.Architecture.Sources;

/// <summary>What a source must not contain, and why. Strings and comments do not count as code.</summary>
internal static partial class SourceRules
{
    private static readonly (Regex Pattern, string Message)[] Forbidden =
    [
        (RegionLine(), "#region hides code. Split the file instead."),
        (AsyncVoid(), "async void loses its exceptions. Return a Task."),
        (ContextItems(), "HttpContext.Items is an untyped bag. Use the exchange, a feature or endpoint metadata."),
        (ContextAccessor(), "IHttpContextAccessor hides what a class needs. Pass the HttpContext or the exchange."),
    ];

    /// <summary>Constructs that are forbidden everywhere.</summary>
    public static IEnumerable<string> ForbiddenConstructs(IEnumerable<TextFile> sources) =>
        from file in sources
        let code = CSharpText.Parse(file.Text).Code
        from rule in Forbidden
        from Match found in rule.Pattern.Matches(code)
        select file.At(found.Index, rule.Message);

    /// <summary>To-do marks without an issue's number.</summary>
    public static IEnumerable<string> TodosWithoutIssue(IEnumerable<TextFile> sources) =>
        from file in sources
        from Match found in TodoMark().Matches(CSharpText.Parse(file.Text).Comments)
        select file.At(found.Index, $"'{found.Groups["mark"].Value}' needs the number of an issue: TODO #12.");

    /// <summary>Warnings that are switched off in a source without a reason on the same line.</summary>
    public static IEnumerable<string> SuppressionsWithoutReason(IEnumerable<TextFile> sources)
    {
        foreach (var file in sources)
        {
            var text = CSharpText.Parse(file.Text);
            foreach (Match found in PragmaLine().Matches(text.Code))
            {
                var comment = text.Comments[found.Index..EndOfLine(file.Text, found.Index)];
                if (comment.Count(char.IsLetter) < 10)
                {
                    yield return file.At(found.Index, "'#pragma warning disable' needs its reason on the same line: // because ...");
                }
            }

            foreach (Match found in SuppressMessage().Matches(text.Code))
            {
                if (!file.Text[found.Index..EndOfLine(file.Text, found.Index)].Contains("Justification = \"", StringComparison.Ordinal))
                {
                    yield return file.At(found.Index, "[SuppressMessage] needs a Justification on the same line.");
                }
            }
        }
    }

    /// <summary>Programs and service providers that are made outside the rooms that may make them: only the gateway wires.</summary>
    public static IEnumerable<string> WiringOutsideTheProgram(IEnumerable<TextFile> sources) =>
        from file in sources
        where !MayWire(file.Path)
        from Match found in Wiring().Matches(CSharpText.Parse(file.Text).Code)
        select file.At(found.Index, $"'{found.Value}' makes a host or a service provider. Only gateway/RetailSync.Gateway wires; offer an Add... or Map... method to it.");

    private static bool MayWire(string path) =>
        Repository.IsTestOrBench(path)
        || path.StartsWith("gateway/RetailSync.Gateway/", StringComparison.Ordinal)
        || path.StartsWith("sandbox/", StringComparison.Ordinal);

    private static int EndOfLine(string text, int from) => text.IndexOf('\n', from) is var end and >= 0 ? end : text.Length;

    [GeneratedRegex(@"^[ \t]*#region\b", RegexOptions.Multiline)]
    private static partial Regex RegionLine();

    [GeneratedRegex(@"\basync\s+void\b")]
    private static partial Regex AsyncVoid();

    [GeneratedRegex(@"\b\w*[cC]ontext\??\.Items\b")]
    private static partial Regex ContextItems();

    [GeneratedRegex(@"\bI?HttpContextAccessor\b|\bAddHttpContextAccessor\b")]
    private static partial Regex ContextAccessor();

    [GeneratedRegex(@"\b(?<mark>TODO|FIXME|HACK|XXX)\b(?!\s*\(?#\d+)")]
    private static partial Regex TodoMark();

    [GeneratedRegex(@"^[ \t]*#pragma[ \t]+warning[ \t]+disable\b", RegexOptions.Multiline)]
    private static partial Regex PragmaLine();

    [GeneratedRegex(@"(?<=[\[,:]\s*)(?:Unconditional)?SuppressMessage(?:Attribute)?\s*\(")]
    private static partial Regex SuppressMessage();

    [GeneratedRegex(@"\bWebApplication\.Create\w*|\bHost\.Create\w*|\bnew\s+(?:HostBuilder|WebHostBuilder|ServiceCollection)\b|\bBuildServiceProvider\b")]
    private static partial Regex Wiring();
}

using System.Text.RegularExpressions;
using RetailSync.Architecture.Reading;

namespace RetailSync.Architecture.Docs;

/// <summary>That pages point at what exists.</summary>
internal static partial class MarkdownRules
{
    /// <summary>Relative links whose file, folder or heading is not there. Code is not read.</summary>
    public static IEnumerable<string> BrokenLinks(TextFile page, Func<string, bool> exists, Func<string, TextFile?> read)
    {
        var text = WithoutCode(page.Text);
        foreach (Match link in Link().Matches(text))
        {
            var target = link.Groups["target"].Value;
            if (HasScheme().IsMatch(target))
            {
                continue;
            }

            var parts = target.Split('#', 2);
            var path = parts[0].Length == 0 ? page.Path : Combine(page.Path, Uri.UnescapeDataString(parts[0]));
            if (path is null || !exists(path))
            {
                yield return page.At(link.Index, $"the link '{target}' leads nowhere.");
            }
            else if (parts.Length == 2 && path.EndsWith(".md", StringComparison.Ordinal) && read(path) is { } other && !Anchors(other.Text).Contains(parts[1]))
            {
                yield return page.At(link.Index, $"'{path}' has no heading for '#{parts[1]}'.");
            }
        }
    }

    /// <summary>Paths of the table "I want to ... | open ..." that are not there; also when there is no such table.</summary>
    public static IEnumerable<string> BrokenGuide(TextFile readme, Func<string, bool> exists)
    {
        var lines = readme.Lines;
        var header = Array.FindIndex(lines, line => GuideHeader().IsMatch(line));
        if (header < 0)
        {
            yield return $"{readme.Path}: there is no table with the columns 'I want to' and 'open'.";
            yield break;
        }

        var rows = 0;
        for (var i = header + 2; i < lines.Length && lines[i].StartsWith('|'); i++, rows++)
        {
            var places = Place().Matches(lines[i].TrimEnd('|', ' ').Split('|')[^1]).Select(found => found.Groups["path"].Value).ToList();
            if (places.Count == 0)
            {
                yield return $"{readme.Path}:{i + 1}: the row names no path in backticks.";
            }

            foreach (var place in places.Where(place => !exists(UpToPlaceholder(place))))
            {
                yield return $"{readme.Path}:{i + 1}: '{place}' does not exist.";
            }
        }

        if (rows < 5)
        {
            yield return $"{readme.Path}:{header + 1}: the table has {rows} rows; a newcomer needs at least 5.";
        }
    }

    /// <summary>Paths that exist on one developer's machine only.</summary>
    public static IEnumerable<string> MachinePaths(IEnumerable<TextFile> files) =>
        from file in files
        from Match found in MachinePath().Matches(file.Text)
        select file.At(found.Index, $"'{found.Value}' is a path of somebody's machine.");

    private static string WithoutCode(string text) => Code().Replace(text, code => NotALineBreak().Replace(code.Value, " "));

    private static string? Combine(string page, string relative)
    {
        var parts = new Stack<string>(relative.StartsWith('/') ? [] : page.Split('/')[..^1]);
        foreach (var part in relative.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != "."))
        {
            if (part != "..")
            {
                parts.Push(part);
            }
            else if (!parts.TryPop(out _))
            {
                return null;
            }
        }

        return string.Join('/', parts.Reverse());
    }

    // A heading's anchor: lower case, punctuation dropped, spaces to hyphens.
    private static HashSet<string> Anchors(string text) =>
        [.. Heading().Matches(WithoutFences(text)).Select(found => NotInAnchor().Replace(found.Groups["title"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'))];

    private static string WithoutFences(string text) => Fence().Replace(text, "");

    private static string UpToPlaceholder(string path) =>
        path.IndexOfAny(['<', '*', '{']) is var placeholder and >= 0 ? path[..path.LastIndexOf('/', placeholder)] : path.TrimEnd('/');

    [GeneratedRegex(@"\[[^\]]*\]\((?<target>[^()\s]+(?:\([^()\s]*\)[^()\s]*)?)(?:\s+""[^""]*"")?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^[a-z][a-z0-9+.-]*:|^//", RegexOptions.IgnoreCase)]
    private static partial Regex HasScheme();

    [GeneratedRegex(@"^(?<f>```|~~~).*?^\k<f>|(?<t>`+).+?\k<t>", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"^(?<f>```|~~~).*?^\k<f>", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"[^\r\n]")]
    private static partial Regex NotALineBreak();

    [GeneratedRegex(@"^#{1,6}\s+(?<title>[^\r\n]+)", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();

    [GeneratedRegex(@"^\|.*I want to.*\|.*open", RegexOptions.IgnoreCase)]
    private static partial Regex GuideHeader();

    [GeneratedRegex(@"`(?<path>[^`\s]+)`|\]\((?<path>[^)#\s]+)[^)]*\)")]
    private static partial Regex Place();

    // Written so that the pattern does not find itself.
    [GeneratedRegex(@"(?<![\w./{}*-])/(?:ho[m]e/[a-z]|Use[r]s/\w|ro[o]t/|wor[k]/|tm[p]/|far[m]/)[\w./-]*|\b[A-Z]:\\{1,2}Use[r]s\\")]
    private static partial Regex MachinePath();
}

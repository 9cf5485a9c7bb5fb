using System.Text.RegularExpressions;
using RetailSync.Contracts.Lint.Model;

namespace RetailSync.Contracts.Lint.Rules.Naming;

/// <summary>Path segments are written in kebab-case.</summary>
internal sealed partial class KebabCasePaths : ILintRule
{
    /// <inheritdoc/>
    public string Why => "Addresses are read aloud, typed and matched without regard to case by people and proxies; one spelling avoids guessing.";

    /// <inheritdoc/>
    public string Fix => "Write the segment in lower case with hyphens: /stock-adjustments.";

    /// <inheritdoc/>
    public IEnumerable<Remark> Check(LintDocument document) =>
        from path in document.Paths
        from segment in path.Member.Key.Split('/')
        where segment.Length > 0 && !segment.Contains('{', StringComparison.Ordinal) && !Kebab().IsMatch(segment)
        select new Remark(path.Pointer, path.Member, $"The segment '{segment}' of the path is not in kebab-case.");

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*$", RegexOptions.NonBacktracking)]
    private static partial Regex Kebab();
}

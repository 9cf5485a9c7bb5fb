using System.Text.RegularExpressions;
using RetailSync.Contracts.Lint.Model;

namespace RetailSync.Contracts.Lint.Rules.Versioning;

/// <summary>info.version is a semantic version of three numbers.</summary>
internal sealed partial class SemanticVersion : ILintRule
{
    /// <inheritdoc/>
    public string Why => "Consumers and the comparison of versions read from it what they may expect of a new one.";

    /// <inheritdoc/>
    public string Fix => "Write major.minor.patch: 1.4.0.";

    /// <inheritdoc/>
    public IEnumerable<Remark> Check(LintDocument document)
    {
        if (document.Source.Root["info"]?["version"] is { } version && !Semantic().IsMatch(version.Text))
        {
            yield return new Remark("/info/version", version, $"'{version.Text}' is no semantic version of three numbers.");
        }
    }

    [GeneratedRegex(@"^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$", RegexOptions.NonBacktracking)]
    private static partial Regex Semantic();
}

using System.Text.RegularExpressions;
using RetailSync.Contracts.Lint.Model;
using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Lint.Rules.Ownership;

/// <summary>x-retailsync-owner names a system.</summary>
internal sealed partial class OwnerIsASystem : ILintRule
{
    /// <inheritdoc/>
    public string Why => "The gateway refuses writes by it; a name that no system has refuses everybody or nobody.";

    /// <inheritdoc/>
    public string Fix => "Write the id of the system as its folder is called: x-retailsync-owner: pricing.";

    /// <inheritdoc/>
    public IEnumerable<Remark> Check(LintDocument document) =>
        from property in document.Properties
        let owner = property.Member.Value["x-retailsync-owner"]
        where owner is not null && !(owner.Kind == SourceKind.Text && SystemId().IsMatch(owner.Text))
        select new Remark($"{property.Pointer}/x-retailsync-owner", owner, $"'{owner.Text}' is no id of a system.");

    [GeneratedRegex(@"^[a-z][a-z0-9-]*$", RegexOptions.NonBacktracking)]
    private static partial Regex SystemId();
}

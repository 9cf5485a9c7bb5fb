using RetailSync.Contracts.Lint.Model;

namespace RetailSync.Contracts.Lint.Rules.Security;

/// <summary>A secured operation declares its refusals.</summary>
internal sealed class RefusalsAreDeclared : ILintRule
{
    private static readonly string[] Refusals = ["401", "403"];
    private static readonly string[] Catches = ["4XX", "default"];

    /// <inheritdoc/>
    public string Why => "Generated clients handle what is declared; an undeclared 401 becomes a crash.";

    /// <inheritdoc/>
    public string Fix => "Declare the answers 401 and 403, or 4XX or default.";

    /// <inheritdoc/>
    public IEnumerable<Remark> Check(LintDocument document)
    {
        foreach (var operation in document.Operations)
        {
            var security = operation.Node["security"] ?? document.Source.Root["security"];
            var statuses = operation.Responses.Select(response => response.Status).ToHashSet(StringComparer.OrdinalIgnoreCase);
            if (security is not { Items.Count: > 0 } || security.Items.Any(item => item.Members.Count == 0) || statuses.Overlaps(Catches))
            {
                continue;
            }

            foreach (var missing in Refusals.Where(status => !statuses.Contains(status)))
            {
                yield return new Remark(operation.Pointer, operation.Member, $"{operation.Name} is secured, but declares no {missing}.");
            }
        }
    }
}

using RetailSync.Contracts.Lint.Rules;

namespace RetailSync.Contracts.Lint;

/// <summary>A line of the table of rules. Immutable.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Level">Its level where the settings do not say.</param>
/// <param name="Title">What it asks for.</param>
/// <param name="Rule">The rule.</param>
internal sealed record RuleEntry(string Id, LintLevel Level, string Title, ILintRule Rule)
{
    public LintRuleInfo Info => new(Id, Level, Title, Rule.Why, Rule.Fix);
}

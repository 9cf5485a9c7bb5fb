namespace RetailSync.Contracts.Lint;

/// <summary>What there is to know about a rule. Immutable.</summary>
/// <param name="Id">Its id, <c>RS-101</c>; never used for another rule.</param>
/// <param name="Level">How much it matters where the settings do not say.</param>
/// <param name="Title">What it asks for, as a sentence.</param>
/// <param name="Why">Why it asks for it.</param>
/// <param name="Fix">What to do about a finding.</param>
public sealed record LintRuleInfo(string Id, LintLevel Level, string Title, string Why, string Fix)
{
    /// <summary>Its page, from the repository's root.</summary>
    public string Page => $"docs/rules/{Id}.md";
}

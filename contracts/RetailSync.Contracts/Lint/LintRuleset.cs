using RetailSync.Contracts.Lint.Spectral;

namespace RetailSync.Contracts.Lint;

/// <summary>A ruleset in the format of Spectral. Immutable.</summary>
public sealed class LintRuleset
{
    internal LintRuleset(IReadOnlyList<SpectralRule> rules, IReadOnlyList<string> remarks) => (Rules, Remarks) = (rules, remarks);

    /// <summary>What of the file is not run, and why.</summary>
    public IReadOnlyList<string> Remarks { get; }

    internal IReadOnlyList<SpectralRule> Rules { get; }
}

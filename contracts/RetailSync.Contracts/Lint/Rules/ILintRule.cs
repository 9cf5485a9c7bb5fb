using RetailSync.Contracts.Lint.Model;

namespace RetailSync.Contracts.Lint.Rules;

/// <summary>A rule. Has no state; safe to use from many threads.</summary>
internal interface ILintRule
{
    /// <summary>Why it asks for it, in a sentence or two.</summary>
    string Why { get; }

    /// <summary>What to do about a finding, in a sentence.</summary>
    string Fix { get; }

    /// <summary>Every place that breaks it.</summary>
    IEnumerable<Remark> Check(LintDocument document);
}

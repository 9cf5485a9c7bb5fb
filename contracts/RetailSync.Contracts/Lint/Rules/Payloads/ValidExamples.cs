using RetailSync.Contracts.Lint.Model;

namespace RetailSync.Contracts.Lint.Rules.Payloads;

/// <summary>Examples fit their schemas.</summary>
internal sealed class ValidExamples : ILintRule
{
    /// <inheritdoc/>
    public string Why => "Examples are what people read first and what mocks answer with.";

    /// <inheritdoc/>
    public string Fix => "Mend the example, or the schema if the example is right.";

    /// <inheritdoc/>
    public IEnumerable<Remark> Check(LintDocument document) => ExampleJudge.Judge(document);
}

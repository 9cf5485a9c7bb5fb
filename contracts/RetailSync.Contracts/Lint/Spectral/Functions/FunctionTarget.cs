using RetailSync.Contracts.Lint.Model;
using RetailSync.Contracts.Lint.Spectral.Paths;
using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Lint.Spectral.Functions;

/// <summary>What a function judges.</summary>
/// <param name="Value">The value; null where there is none.</param>
/// <param name="Node">The value's node, or the one from which it is missing.</param>
/// <param name="Property">How a message calls it: its key; empty for the document.</param>
/// <param name="Document">The document.</param>
/// <param name="Walker">Finds children as the rule sees them.</param>
internal sealed record FunctionTarget(SourceNode? Value, PathNode Node, string Property, LintDocument Document, PathWalker Walker)
{
    /// <summary>How messages begin: <c>"name" property </c>.</summary>
    public string Named => Property.Length == 0 ? "The document " : $"\"{Property}\" property ";
}

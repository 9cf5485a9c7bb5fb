using RetailSync.Contracts.Lint.Model;
using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Lint.Rules.Payloads;

/// <summary>4xx and 5xx answers are problem+json.</summary>
internal sealed class ProblemsForErrors : ILintRule
{
    /// <inheritdoc/>
    public string Why => "One form of error (RFC 9457) means one piece of code in every client.";

    /// <inheritdoc/>
    public string Fix => "Give the response content: application/problem+json with a shared Problem schema.";

    /// <inheritdoc/>
    public IEnumerable<Remark> Check(LintDocument document)
    {
        var told = new HashSet<SourceNode>(ReferenceEqualityComparer.Instance);
        foreach (var operation in document.Operations.Where(operation => operation.Method != "head"))
        {
            foreach (var (status, place) in operation.Responses.Where(response => response.Status is ['4' or '5', ..] or "default"))
            {
                // A default that stands beside no 2xx is the answer to success as well.
                if (status == "default" && !operation.Responses.Any(response => response.Status.StartsWith('2')))
                {
                    continue;
                }

                var media = place.Down("content")?.Node.Members.Select(member => member.Key.Split(';')[0].Trim()) ?? [];
                if (!media.Contains("application/problem+json") && told.Add(place.Node))
                {
                    yield return new Remark(place.Pointer, place.Node, $"The answer {status} of {operation.Name} is no application/problem+json.");
                }
            }
        }
    }
}

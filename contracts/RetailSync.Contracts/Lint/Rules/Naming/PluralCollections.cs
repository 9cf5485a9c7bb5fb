using RetailSync.Contracts.Lint.Model;

namespace RetailSync.Contracts.Lint.Rules.Naming;

/// <summary>The segment before a parameter is a plural noun.</summary>
internal sealed class PluralCollections : ILintRule
{
    private static readonly HashSet<string> Plurals = new(StringComparer.Ordinal)
    {
        "stock", "media", "data", "people", "children", "staff", "equipment", "inventory", "information", "metadata", "feedback", "history", "series", "men", "women", "merchandise", "cash",
    };

    /// <inheritdoc/>
    public string Why => "/orders/{orderId} is one of the orders: the same word for the list and for its entries makes both guessable.";

    /// <inheritdoc/>
    public string Fix => "Name the collection in the plural: /orders/{orderId}.";

    /// <inheritdoc/>
    public IEnumerable<Remark> Check(LintDocument document)
    {
        foreach (var (member, pointer) in document.Paths)
        {
            var segments = member.Key.Split('/', StringSplitOptions.RemoveEmptyEntries);
            foreach (var (segment, next) in segments.Zip(segments.Skip(1)))
            {
                if (!segment.Contains('{', StringComparison.Ordinal) && next.StartsWith('{') && Words.Of(segment) is [.., var last] && !IsPlural(last))
                {
                    yield return new Remark(pointer, member, $"'{segment}' stands before {next}, but is no plural.");
                }
            }
        }
    }

    private static bool IsPlural(string word) =>
        Plurals.Contains(word) || (word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) && !word.EndsWith("us", StringComparison.Ordinal));
}

using RetailSync.Contracts.OpenApi;
using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Compare.OpenApi;

/// <summary>One of the two documents. Not thread-safe.</summary>
internal sealed class Side(SourceDocument document)
{
    private const int MostReferences = 32;

    private readonly Dictionary<string, SourceNode?> _targets = [];
    private readonly SortedSet<string> _undecided = new(StringComparer.Ordinal);

    /// <summary>The document.</summary>
    public SourceDocument Document => document;

    /// <summary>The whole document.</summary>
    public Spot Root { get; } = new(document.Root, "", null);

    /// <summary>References that lead out of the document, or nowhere.</summary>
    public IEnumerable<string> Undecided => _undecided;

    /// <summary>What a node is once its references are followed.</summary>
    public SourceNode Follow(SourceNode node, out string? reference)
    {
        reference = null;
        for (var i = 0; i < MostReferences && node["$ref"] is { Kind: SourceKind.Text } text; i++)
        {
            if (!_targets.TryGetValue(text.Text, out var target))
            {
                _targets[text.Text] = target = LocalReference.Find(document.Root, text.Text);
                if (target is null)
                {
                    _undecided.Add($"{document.Locate(text)}: '{text.Text}' leads to nothing in this document, so what stands there was not compared.");
                }
            }

            if (target is null)
            {
                return node;
            }

            (node, reference) = (target, text.Text);
        }

        if (node["$ref"] is { Kind: SourceKind.Text } last)
        {
            _undecided.Add($"{document.Locate(last)}: more than {MostReferences} references stand in a row, so what they lead to was not compared.");
        }

        return node;
    }

    /// <summary>What stands below, under one key after the other; null when it is not there.</summary>
    public Spot? Below(Spot? spot, params ReadOnlySpan<string> steps)
    {
        foreach (var step in steps)
        {
            if (spot?.Node[step] is not { } node)
            {
                return null;
            }

            spot = At(node, $"{spot.Pointer}/{Escape(step)}");
        }

        return spot;
    }

    /// <summary>The items of the list under a key.</summary>
    public IReadOnlyList<Spot> Items(Spot? spot, string key) => [.. (spot?.Node[key]?.Items ?? []).Select((node, at) => At(node, $"{spot!.Pointer}/{key}/{at}"))];

    /// <summary>The members of a mapping.</summary>
    public IEnumerable<(string Key, Spot Spot)> Members(Spot? spot) => (spot?.Node.Members ?? []).Select(member => (member.Key, At(member.Value, $"{spot!.Pointer}/{Escape(member.Key)}")));

    /// <summary>Where a spot stands.</summary>
    public ChangePlace? Place(Spot? spot) => spot is null ? null : new ChangePlace(document.Name, spot.Node.Line, spot.Node.Column, spot.Pointer);

    private Spot At(SourceNode node, string pointer) => new(Follow(node, out var reference), pointer, reference);

    private static string Escape(string step) => step.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}

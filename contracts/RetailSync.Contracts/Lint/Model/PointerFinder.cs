using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas;

namespace RetailSync.Contracts.Lint.Model;

/// <summary>Finds what stands at lines and columns.</summary>
internal static class PointerFinder
{
    /// <summary>For each place the pointer to the value that starts there, or whose key does. A place where nothing starts is left out.</summary>
    public static IReadOnlyDictionary<(int Line, int Column), string> Find(SourceDocument document, IEnumerable<(int Line, int Column)> places)
    {
        var wanted = places.ToHashSet();
        var found = new Dictionary<(int Line, int Column), string>();
        if (wanted.Count > 0)
        {
            Walk(document.Root, [], wanted, found);
        }

        return found;
    }

    private static void Walk(SourceNode node, List<string> steps, HashSet<(int Line, int Column)> wanted, Dictionary<(int Line, int Column), string> found)
    {
        Meet((node.Line, node.Column));
        foreach (var member in node.Members)
        {
            steps.Add(SubschemaKeywords.Escape(member.Key));
            Meet((member.Line, member.Column));
            Walk(member.Value, steps, wanted, found);
            steps.RemoveAt(steps.Count - 1);
        }

        for (var i = 0; i < node.Items.Count; i++)
        {
            steps.Add($"{i}");
            Walk(node.Items[i], steps, wanted, found);
            steps.RemoveAt(steps.Count - 1);
        }

        void Meet((int Line, int Column) place)
        {
            if (wanted.Contains(place))
            {
                found.TryAdd(place, string.Concat(steps.Select(step => $"/{step}")));
            }
        }
    }
}

using RetailSync.Contracts.OpenApi.Bodies;
using RetailSync.Contracts.Reading;
using RetailSync.Gateway;

namespace RetailSync.Contracts.AsyncApi;

/// <summary>What the parts of the reader share while one document is read.</summary>
internal sealed record AsyncApiScope(SourceDocument Document, ICollection<ConfigFault> Faults)
{
    public DocumentPlace Root => new(Document.Root, Document.Root, "");

    /// <summary>Opens a value that must be a mapping with these keys, or extensions; null, with a fault, when it is none.</summary>
    public MappingReader? Open(SourceNode node, string what, params string[] keys)
    {
        var reader = MappingReader.Open(Document, node, what, Faults);
        if (reader is not null)
        {
            RefuseUnknownKeys(node, what, keys);
        }

        return reader;
    }

    /// <summary>The members of a mapping, past references; none, with a fault when it is anything else.</summary>
    public IEnumerable<(string Key, DocumentPlace Place)> Members(DocumentPlace holder, string key)
    {
        if (holder.Node[key] is null || holder.Down(key) is not { } map || MappingReader.Open(Document, map.Node, $"'{key}'", Faults) is null)
        {
            return [];
        }

        // A tag or title beside a map's entries is no entry: extensions are allowed nowhere but in objects with fixed keys.
        return map.Members();
    }

    public void Fault(SourceNode node, string message) => Faults.Add(new ConfigFault(Document.Locate(node), message));

    /// <summary>Where a key stands; the place of the mapping when it has no such key.</summary>
    public string LocateKey(SourceNode? mapping, string key) =>
        mapping is not null && mapping.TryFind(key, out var member) ? Document.Locate(member) : Document.Locate(mapping ?? Document.Root);

    private void RefuseUnknownKeys(SourceNode node, string what, string[] keys)
    {
        foreach (var member in node.Members)
        {
            if (!keys.Contains(member.Key) && !member.Key.StartsWith("x-", StringComparison.Ordinal))
            {
                Faults.Add(new ConfigFault(Document.Locate(member), $"{what} has no key '{member.Key}' in AsyncAPI 3. Known: {string.Join(", ", keys)}, and x- extensions."));
            }
        }
    }
}

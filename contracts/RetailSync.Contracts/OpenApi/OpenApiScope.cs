using RetailSync.Contracts.Reading;
using RetailSync.Gateway;

namespace RetailSync.Contracts.OpenApi;

/// <summary>What the parts of the reader share while one document is read.</summary>
internal sealed record OpenApiScope(SourceDocument Document, int Minor, ICollection<ConfigFault> Faults)
{
    private const int MaxHops = 32;

    /// <summary>Opens a value that must be a mapping; null, with a fault, when it is none.</summary>
    public MappingReader? Open(SourceNode node, string what) => MappingReader.Open(Document, node, what, Faults);

    public void Fault(SourceNode node, string message) => Faults.Add(new ConfigFault(Document.Locate(node), message));

    public void Fault(SourceMember member, string message) => Faults.Add(new ConfigFault(Document.Locate(member), message));

    /// <summary>Follows <c>$ref</c> inside the document; null when it leads nowhere, which the check of references reports.</summary>
    public SourceNode? Resolve(SourceNode node)
    {
        for (var hops = 0; hops < MaxHops; hops++)
        {
            if (node["$ref"] is not { } reference)
            {
                return node;
            }

            if (LocalReference.Find(Document.Root, reference.Text) is not { } target)
            {
                return null;
            }

            node = target;
        }

        return null;
    }
}

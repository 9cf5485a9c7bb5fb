using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Schemas;

/// <summary>A schema's source and where it stands.</summary>
/// <param name="Node">The source.</param>
/// <param name="Resource">The resource that it belongs to.</param>
/// <param name="Pointer">The RFC 6901 pointer from the resource's root.</param>
internal readonly record struct SchemaPlace(SourceNode Node, SchemaResource Resource, string Pointer)
{
    /// <summary>How messages name it.</summary>
    public string Location => $"{Resource.Address}#{Pointer}";

    /// <summary>A place below this one.</summary>
    public SchemaPlace Below(string steps, SourceNode node) => new(node, Resource, $"{Pointer}/{steps}");
}

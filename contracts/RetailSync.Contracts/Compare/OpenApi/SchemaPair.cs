using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Compare.OpenApi;

/// <summary>A schema in both versions.</summary>
/// <param name="Old">The old one.</param>
/// <param name="New">The new one.</param>
/// <param name="Path">The way to it from the whole, as <c>lines/items/price</c>; empty for the whole.</param>
/// <param name="Name">The property's name; empty when it is no property.</param>
/// <param name="Parent">The schema that has it; null for the whole.</param>
internal sealed record SchemaPair(Spot Old, Spot New, string Path, string Name, SchemaPair? Parent)
{
    public SourceNode Before => Old.Node;

    public SourceNode After => New.Node;

    public bool IsWhole => Path.Length == 0;
}

using RetailSync.Contracts.OpenApi.Bodies;
using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Lint.Spectral.Paths;

/// <summary>A value that a path leads to. Immutable.</summary>
/// <param name="Place">The value and its pointer, past references where they are followed.</param>
/// <param name="Key">The key or position under which it was reached; empty for the start.</param>
/// <param name="Parent">The value that it was reached from; null for the start.</param>
internal sealed record PathNode(DocumentPlace Place, string Key, PathNode? Parent)
{
    public SourceNode Value => Place.Node;

    /// <summary>Where a finding about it is told: where it is defined, but at the reference where that has something beside it (as Spectral has it).</summary>
    public string Pointer { get; init; } = Place.Pointer;
}

using System.Globalization;
using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Schemas;

/// <summary>A schema's source and where it stands. Immutable.</summary>
internal readonly struct SchemaPlace
{
    // A text, or steps below another pointer: of most schemas nobody ever asks for the pointer.
    private readonly object _pointer;

    /// <param name="node">The source.</param>
    /// <param name="resource">The resource that it belongs to.</param>
    /// <param name="pointer">The RFC 6901 pointer from the resource's root.</param>
    public SchemaPlace(SourceNode node, SchemaResource resource, string pointer)
        : this(node, resource, (object)pointer)
    {
    }

    private SchemaPlace(SourceNode node, SchemaResource resource, object pointer) => (Node, Resource, _pointer) = (node, resource, pointer);

    /// <summary>The source.</summary>
    public SourceNode Node { get; }

    /// <summary>The resource that it belongs to.</summary>
    public SchemaResource Resource { get; }

    /// <summary>The RFC 6901 pointer from the resource's root.</summary>
    public string Pointer => _pointer.ToString()!;

    /// <summary>How messages name it.</summary>
    public string Location => $"{Resource.Address}#{Pointer}";

    /// <summary>A place below this one.</summary>
    /// <param name="steps">The pointer's step or steps that lead to it, escaped.</param>
    /// <param name="node">What stands there.</param>
    public SchemaPlace Below(string steps, SourceNode node) => new(node, Resource, new PointerBelow(_pointer, steps, null, -1));

    /// <summary>A place under a name below a keyword.</summary>
    public SchemaPlace Below(string keyword, string name, SourceNode node) => new(node, Resource, new PointerBelow(_pointer, keyword, name, -1));

    /// <summary>A place at a position below a keyword.</summary>
    public SchemaPlace Below(string keyword, int position, SourceNode node) => new(node, Resource, new PointerBelow(_pointer, keyword, null, position));

    private sealed class PointerBelow(object above, string steps, string? name, int position)
    {
        public override string ToString() =>
            name is not null ? $"{above}/{steps}/{SubschemaKeywords.Escape(name)}"
            : position >= 0 ? string.Create(CultureInfo.InvariantCulture, $"{above}/{steps}/{position}")
            : $"{above}/{steps}";
    }
}

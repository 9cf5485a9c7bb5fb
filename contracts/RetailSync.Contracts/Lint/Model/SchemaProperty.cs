using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Lint.Model;

/// <summary>A property of an object schema.</summary>
/// <param name="Owner">The schema that has it.</param>
/// <param name="Member">Its key, and its schema as it is written: perhaps a reference.</param>
/// <param name="Pointer">Where it stands.</param>
/// <param name="Schema">Its schema, past references; null when they lead nowhere.</param>
internal sealed record SchemaProperty(SchemaEntry Owner, SourceMember Member, string Pointer, SchemaEntry? Schema)
{
    public string Name => Member.Key;

    /// <summary>An extension of the property: beside the reference, or in the schema itself.</summary>
    public SourceNode? Extension(string key) => Member.Value[key] ?? Schema?.Node[key];
}

using System.Text.Json;

namespace RetailSync.Contracts.Schemas;

/// <summary>A keyword by which other schemas look at the same value (JSON Schema core, section 10.2).</summary>
internal abstract class Branch
{
    /// <summary>The schemas that fit whenever the keyword lets a value pass.</summary>
    public virtual IReadOnlyList<SchemaNode> Always => [];

    /// <summary>Those that may fit then; not those that must not, or only decide.</summary>
    public virtual IReadOnlyList<SchemaNode> Sometimes => [];

    /// <summary>Whether the value that begins at <paramref name="start"/> passes.</summary>
    /// <param name="evaluation">The run.</param>
    /// <param name="owner">The schema that has the keyword.</param>
    /// <param name="start">The beginning of the value; not moved.</param>
    /// <param name="marks">Receives what was looked at; null when nobody asks.</param>
    public abstract bool Check(Evaluation evaluation, SchemaNode owner, in Utf8JsonReader start, Marks? marks);
}

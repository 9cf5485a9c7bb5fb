using System.Text.Json;

namespace RetailSync.Contracts.Schemas.Branches;

/// <summary><c>if</c>, <c>then</c>, <c>else</c> (core, section 10.2.2).</summary>
internal sealed class Conditional(SchemaNode condition, SchemaNode? then, SchemaNode? otherwise) : Branch
{
    public override IReadOnlyList<SchemaNode> Sometimes => [.. new[] { then, otherwise }.OfType<SchemaNode>()];

    public override bool Check(Evaluation evaluation, SchemaNode owner, in Utf8JsonReader start, Marks? marks)
    {
        var next = evaluation.Holds(condition, in start, marks) ? then : otherwise;
        if (next is null)
        {
            return true;
        }

        var reader = start;
        return evaluation.Check(next, ref reader, marks);
    }
}

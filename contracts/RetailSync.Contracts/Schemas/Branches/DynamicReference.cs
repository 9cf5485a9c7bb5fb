using System.Text.Json;

namespace RetailSync.Contracts.Schemas.Branches;

/// <summary>
/// <c>$dynamicRef</c> and <c>$recursiveRef</c>: the outermost schema on the way to this value that has the anchor takes the place of the one that is named (core, section 8.2.3.2).
/// </summary>
internal sealed class DynamicReference(SchemaNode named, IReadOnlyDictionary<SchemaResource, SchemaNode> candidates) : Branch
{
    public override IReadOnlyList<SchemaNode> Sometimes => [named];

    public override bool Check(Evaluation evaluation, SchemaNode owner, in Utf8JsonReader start, Marks? marks)
    {
        var reader = start;
        return evaluation.Check(evaluation.Outermost(candidates) ?? named, ref reader, marks);
    }
}

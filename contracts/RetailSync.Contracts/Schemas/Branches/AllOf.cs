using System.Text.Json;

namespace RetailSync.Contracts.Schemas.Branches;

/// <summary><c>allOf</c>, and <c>$ref</c> beside other keywords: every schema must fit (core, section 10.2.1.1).</summary>
internal sealed class AllOf(SchemaNode[] schemas) : Branch
{
    public override IReadOnlyList<SchemaNode> Always => schemas;

    public override bool Check(Evaluation evaluation, SchemaNode owner, in Utf8JsonReader start, Marks? marks)
    {
        var isValid = true;
        foreach (var schema in schemas)
        {
            var reader = start;
            isValid &= evaluation.Check(schema, ref reader, marks);
            if (!isValid && !evaluation.IsCollecting)
            {
                return false;
            }
        }

        return isValid;
    }
}

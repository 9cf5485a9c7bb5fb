using System.Text.Json;

namespace RetailSync.Contracts.Schemas.Branches;

/// <summary><c>oneOf</c>: exactly one schema must fit (core, section 10.2.1.3).</summary>
internal sealed class OneOf(SchemaNode[] schemas) : Branch
{
    public override IReadOnlyList<SchemaNode> Sometimes => schemas;

    public override bool Check(Evaluation evaluation, SchemaNode owner, in Utf8JsonReader start, Marks? marks)
    {
        var fitting = 0;
        foreach (var schema in schemas)
        {
            fitting += evaluation.Fits(schema, in start, marks) ? 1 : 0;
            if (fitting > 1)
            {
                return evaluation.Fail(owner, "oneOf", $"More than one of the {schemas.Length} schemas fits; only one may.");
            }
        }

        return fitting == 1 || evaluation.Fail(owner, "oneOf", $"None of the {schemas.Length} schemas fits; one has to.");
    }
}

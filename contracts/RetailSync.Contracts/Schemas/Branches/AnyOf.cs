using System.Text.Json;

namespace RetailSync.Contracts.Schemas.Branches;

/// <summary><c>anyOf</c>: one schema at least must fit (core, section 10.2.1.2).</summary>
internal sealed class AnyOf(SchemaNode[] schemas) : Branch
{
    public override IReadOnlyList<SchemaNode> Sometimes => schemas;

    public override bool Check(Evaluation evaluation, SchemaNode owner, in Utf8JsonReader start, Marks? marks)
    {
        var isAny = false;
        foreach (var schema in schemas)
        {
            isAny |= evaluation.Fits(schema, in start, marks);
            if (isAny && marks is null && !evaluation.TracksOwners)
            {
                return true;
            }
        }

        return isAny || evaluation.Fail(owner, "anyOf", $"None of the {schemas.Length} schemas fits; one has to.");
    }
}

using System.Text.Json;

namespace RetailSync.Contracts.Schemas.Branches;

/// <summary><c>not</c>: the schema must not fit (core, section 10.2.1.4).</summary>
internal sealed class Not(SchemaNode schema) : Branch
{
    // What a schema that must not fit has looked at counts for nobody.
    public override bool Check(Evaluation evaluation, SchemaNode owner, in Utf8JsonReader start, Marks? marks) =>
        !evaluation.Holds(schema, in start, null) || evaluation.Fail(owner, "not", $"The value fits a schema that it must not fit.");
}

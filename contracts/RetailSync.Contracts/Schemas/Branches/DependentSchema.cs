using System.Text.Json;

namespace RetailSync.Contracts.Schemas.Branches;

/// <summary><c>dependentSchemas</c>: a schema for objects that have a certain property (core, section 10.2.2.4).</summary>
internal sealed class DependentSchema(byte[] name, SchemaNode schema) : Branch
{
    public override IReadOnlyList<SchemaNode> Sometimes => [schema];

    public override bool Check(Evaluation evaluation, SchemaNode owner, in Utf8JsonReader start, Marks? marks)
    {
        if (start.TokenType != JsonTokenType.StartObject || !IsThere(evaluation, start))
        {
            return true;
        }

        var reader = start;
        return evaluation.Check(schema, ref reader, marks);
    }

    private bool IsThere(Evaluation evaluation, Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject && evaluation.Step())
        {
            if (evaluation.Text(ref reader).SequenceEqual(name))
            {
                return true;
            }

            reader.Read();
            evaluation.Skip(ref reader);
        }

        return false;
    }
}

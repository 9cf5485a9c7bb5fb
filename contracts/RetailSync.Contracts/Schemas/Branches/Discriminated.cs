using System.Text.Json;

namespace RetailSync.Contracts.Schemas.Branches;

/// <summary>
/// <c>oneOf</c> or <c>anyOf</c> with a <c>discriminator</c>: a property's value names the schema that is meant (OpenAPI 3.1.1, Discriminator Object).
/// </summary>
/// <remarks>
/// It never changes what the keyword itself decides, as the specification demands; it says which schema's failures are told. The one exception is also the specification's:
/// a value that names no schema is refused.
/// </remarks>
/// <param name="property">The property's name.</param>
/// <param name="names">The values that name a schema.</param>
/// <param name="numbers">Which schema each of them names; <see cref="Elsewhere"/>: one that is not among them.</param>
/// <param name="otherwise">The schema for objects without the property or with another value (3.2, <c>defaultMapping</c>); <see cref="Unknown"/>: there is none.</param>
/// <param name="schemas">The schemas.</param>
/// <param name="isOneOf">Whether exactly one must fit.</param>
internal sealed class Discriminated(byte[] property, PropertyTable names, int[] numbers, int otherwise, SchemaNode[] schemas, bool isOneOf) : Branch
{
    public const int Elsewhere = -1;
    public const int Unknown = -2;
    private const int Missing = -3;

    public override IReadOnlyList<SchemaNode> Sometimes => schemas;

    private readonly Branch _plain = isOneOf ? new OneOf(schemas) : new AnyOf(schemas);

    public override bool Check(Evaluation evaluation, SchemaNode owner, in Utf8JsonReader start, Marks? marks)
    {
        var number = start.TokenType == JsonTokenType.StartObject ? Find(evaluation, start) : Missing;
        number = number is Missing or Unknown && otherwise != Unknown ? otherwise : number;
        if (number == Unknown)
        {
            return evaluation.Fail(owner, "discriminator", $"The discriminating property names no schema. Known: {string.Join(", ", names.Names)}.");
        }

        return number < 0 ? _plain.Check(evaluation, owner, in start, marks) : CheckNamed(evaluation, owner, number, in start, marks);
    }

    private bool CheckNamed(Evaluation evaluation, SchemaNode owner, int number, in Utf8JsonReader start, Marks? marks)
    {
        var isNamed = evaluation.Fits(schemas[number], in start, marks);
        if (isNamed && !isOneOf && marks is null && !evaluation.TracksOwners)
        {
            return true;
        }

        var fitting = isNamed ? 1 : 0;
        for (var other = 0; other < schemas.Length; other++)
        {
            fitting += other != number && evaluation.Fits(schemas[other], in start, marks) ? 1 : 0;
            if (isOneOf && fitting > 1)
            {
                return evaluation.Fail(owner, "oneOf", $"More than one of the {schemas.Length} schemas fits; only one may.");
            }
        }

        if (fitting == 0 && evaluation.IsCollecting)
        {
            var reader = start;
            evaluation.Check(schemas[number], ref reader, null);
        }

        return fitting > 0;
    }

    private int Find(Evaluation evaluation, Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject && evaluation.Step())
        {
            var isIt = evaluation.Text(ref reader).SequenceEqual(property);
            reader.Read();
            if (isIt)
            {
                var name = reader.TokenType == JsonTokenType.String ? names.Find(evaluation.Text(ref reader), 0) : -1;
                return name < 0 ? Unknown : numbers[name];
            }

            reader.Skip();
        }

        return Missing;
    }
}

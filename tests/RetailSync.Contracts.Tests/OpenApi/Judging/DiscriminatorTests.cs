namespace RetailSync.Contracts.Tests.OpenApi.Judging;

/// <summary>Discriminators: which schema's failures are told, and what they do not change.</summary>
public sealed class DiscriminatorTests
{
    [Theory]
    [InlineData("oneOf", """{ "kind": "Cat", "lives": 9 }""", "Sound")]
    [InlineData("oneOf", """{ "kind": "hound", "bark": "loud" }""", "Sound")]
    [InlineData("oneOf", """{ "kind": "Dog", "bark": "loud" }""", "Sound")]
    [InlineData("oneOf", """{ "kind": "hound", "bark": 1 }""", "Unsound /bark [/components/schemas/Dog/properties/bark/type] The value is number; allowed: string.")]
    [InlineData("oneOf", """{ "kind": "Cat", "lives": "many" }""", "Unsound /lives [/components/schemas/Cat/properties/lives/type] The value is string; allowed: integer.")]
    [InlineData("anyOf", """{ "kind": "Cat", "lives": "many" }""", "Unsound /lives [/components/schemas/Cat/properties/lives/type] The value is string; allowed: integer.")]
    [InlineData("oneOf", """{ "kind": "Lizard", "lives": 9 }""", "Unsound  [/components/schemas/Pet/discriminator] The discriminating property names no schema. Known: hound, Cat, Dog.")]
    [InlineData("oneOf", """{ "kind": 5, "lives": 9 }""", "Unsound  [/components/schemas/Pet/discriminator] The discriminating property names no schema. Known: hound, Cat, Dog.")]
    [InlineData("oneOf", """{ "kind": "Cat", "lives": 9, "bark": "loud" }""", "Unsound  [/components/schemas/Pet/oneOf] More than one of the 2 schemas fits; only one may.")]
    [InlineData("anyOf", """{ "kind": "Cat", "lives": 9, "bark": "loud" }""", "Sound")]
    [InlineData("oneOf", """{ "kind": "Cat", "bark": "loud" }""", "Sound")]
    [InlineData("oneOf", """{ "lives": 9 }""", "Sound")]
    [InlineData("oneOf", """{ "k\u0069nd": "h\u006fund", "bark": "loud" }""", "Sound")]
    public void Body_WithDiscriminator_IsJudgedByItsSchema(string keyword, string body, string expected)
    {
        var judge = Judges.Of(Contract(keyword, "propertyName: kind, mapping: { hound: '#/components/schemas/Dog' }")).FindRequestBody("application/json")!;

        Assert.Equal(expected, string.Join(' ', judge.Faults(body)));
    }

    [Theory]
    [InlineData("""{ "kind": "Lizard", "lives": 9 }""", "Sound")]
    [InlineData("""{ "kind": "Lizard", "lives": "x" }""", "Unsound /lives [/components/schemas/Cat/properties/lives/type] The value is string; allowed: integer.")]
    [InlineData("""{ "lives": "x" }""", "Unsound /lives [/components/schemas/Cat/properties/lives/type] The value is string; allowed: integer.")]
    public void DefaultMapping32_IsTakenForOthers(string body, string expected)
    {
        var judge = Judges.Of(Contract("oneOf", "propertyName: kind, defaultMapping: Cat").Replace("3.1.0", "3.2.0", StringComparison.Ordinal)).FindRequestBody("application/json")!;

        Assert.Equal(expected, string.Join(' ', judge.Faults(body)));
    }

    [Theory]
    [InlineData("propertyName: kind, mapping: { hound: '#/components/schemas/Hound' }", "The mapping of a discriminator must be the name of a schema")]
    [InlineData("propertyName: kind, mapping: { hound: Hound }", "The mapping of a discriminator must be the name of a schema")]
    [InlineData("mapping: { hound: Dog }", "A discriminator needs 'propertyName'")]
    public void Discriminator_ThatIsNone_IsAFault(string discriminator, string message)
    {
        var (contract, faults) = Documents.Contract(Contract("oneOf", discriminator));

        Assert.Null(contract);
        Assert.Contains(faults, fault => fault.Contains(message, StringComparison.Ordinal) && fault.StartsWith("x.yaml:", StringComparison.Ordinal));
    }

    [Fact]
    public void ParentOfAllOf_IsJudgedAlone()
    {
        var judge = Judges.Of("""
            openapi: 3.0.3
            info: { title: Pets, version: 1.0.0 }
            paths:
              /pets:
                post:
                  operationId: op
                  requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
                  responses: { '200': { description: Good. } }
            components:
              schemas:
                Pet: { type: object, required: [kind], discriminator: { propertyName: kind }, properties: { kind: { type: string } } }
                Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }, { required: [lives] }] }
            """).FindRequestBody("application/json")!;

        Assert.Equal(["Sound"], judge.Faults("""{ "kind": "Cat" }"""));
    }

    private static string Contract(string keyword, string discriminator) => $$"""
        openapi: 3.1.0
        info: { title: Pets, version: 1.0.0 }
        paths:
          /pets:
            post:
              operationId: op
              requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
              responses: { '200': { description: Good. } }
        components:
          schemas:
            Pet: { {{keyword}}: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }], discriminator: { {{discriminator}} } }
            Cat: { type: object, required: [lives], properties: { lives: { type: integer } } }
            Dog: { type: object, required: [bark], properties: { bark: { type: string } } }
        """;
}

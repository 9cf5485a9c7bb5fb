using System.Globalization;
using System.Text;
using RetailSync.Contracts.Schemas;

namespace RetailSync.Contracts.Tests.Schemas;

/// <summary>That an object with a name twice is no JSON for us, wherever it stands and whatever the schema knows of it.</summary>
public sealed class RepeatedNamesTests
{
    private const string Knows = """{ "properties": { "a": {}, "b": { "type": "object" } } }""";

    [Theory]
    [InlineData("{}", """{"a":1,"a":1}""", "/a")]
    [InlineData("{}", """[[{"x":{"a":1,"b":[],"a":2}}]]""", "/0/0/x/a")]
    [InlineData("{}", """{"a":1,"\u0061":2}""", "/a")]
    [InlineData("{}", """{"\u0061":1,"\u0061":2}""", "/a")]
    [InlineData("{}", """{"":1,"":2}""", "/")]
    [InlineData(Knows, """{"a":1,"a":1}""", "/a")]
    [InlineData(Knows, """{"c":1,"c":1}""", "/c")]
    [InlineData(Knows, """{"b":{"c":1,"d":2,"c":1}}""", "/b/c")]
    [InlineData("""{ "properties": { "a": { "enum": [1] } } }""", """{"a":1,"a":1}""", "/a")]
    [InlineData("""{ "allOf": [{ "properties": { "a": {} } }, { "required": ["a"] }] }""", """{"a":1,"a":1}""", "/a")]
    [InlineData("""{ "not": { "properties": { "a": { "type": "string" } } } }""", """{"a":1,"a":1}""", "/a")]
    [InlineData("""{ "items": { "oneOf": [{ "required": ["a"] }, { "required": ["b"] }] } }""", """[{"a":1},{"b":1,"c":2,"c":3}]""", "/1/c")]
    [InlineData("""{ "uniqueItems": true }""", """[{"a":1,"a":2}]""", "/0/a")]
    [InlineData("""{ "patternProperties": { "^a": {} }, "propertyNames": { "maxLength": 3 } }""", """{"ab":1,"ab":1}""", "/ab")]
    [InlineData("""{ "unevaluatedProperties": { "type": "integer" } }""", """{"ab":1,"ab":1}""", "/ab")]
    [InlineData("""{ "contains": { "type": "object" } }""", """[{"é":1,"é":1}]""", "/0/é")]
    public void Explain_NameTwice_SaysWhere(string schema, string json, string place)
    {
        var compiled = Compiling.Schema(schema);

        var (verdict, failures) = compiled.Explain(Encoding.UTF8.GetBytes(json));

        Assert.Equal(SchemaVerdict.NotJson, compiled.Judge(json));
        Assert.Equal(SchemaVerdict.NotJson, verdict);
        Assert.Equal(new SchemaFailure(place, "", "The object has this name more than once."), Assert.Single(failures));
    }

    [Theory]
    [InlineData("{}", """[{"a":1},{"a":1}]""")]
    [InlineData("{}", """{"a":{"a":{"a":1}},"b":{"a":1}}""")]
    [InlineData("{}", """{"a":1,"A":1,"a ":1}""")]
    [InlineData("""{ "anyOf": [{ "type": "object" }, {}], "allOf": [{}, { "minProperties": 1 }], "not": { "maxProperties": 1 } }""", """{"a":1,"b":{"c":1}}""")]
    public void Judge_SameNameInAnotherObject_IsNoRepetition(string schema, string json) => Assert.Equal(SchemaVerdict.Valid, Compiling.Schema(schema).Judge(json));

    [Theory]
    [InlineData(10)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(5_000)]
    public void Judge_OneOfManyNamesTwice_IsFoundWhetherKnownOrNot(int count)
    {
        var names = Enumerable.Range(0, count).Select(number => string.Create(CultureInfo.InvariantCulture, $"\"name{number}\":{number}")).ToList();
        var properties = string.Join(',', Enumerable.Range(0, count).Select(number => string.Create(CultureInfo.InvariantCulture, $"\"name{number}\":{{}}")));
        var (sound, repeated) = ($"{{{string.Join(',', names)}}}", $"{{{string.Join(',', [.. names, names[count / 2]])}}}");
        foreach (var schema in (string[])["{}", "{\"properties\":{" + properties + "}}", """{ "required": ["name3"] }"""])
        {
            Assert.Equal(SchemaVerdict.Valid, Compiling.Schema(schema).Judge(sound));
            Assert.Equal(SchemaVerdict.NotJson, Compiling.Schema(schema).Judge(repeated));
        }
    }

    [Fact]
    public void Judge_AfterManyNames_GivesTheMemoryBack()
    {
        var memory = new NameMemory();
        var json = Encoding.UTF8.GetBytes("{" + string.Join(',', Enumerable.Range(0, 100_000).Select(number => string.Create(CultureInfo.InvariantCulture, $"\"{number}\":0"))) + "}");
        _ = Compiling.Schema("{}").Judge(json);

        Assert.Equal(SchemaVerdict.Valid, Compiling.Schema("{}").Judge(json));
        Assert.True(memory.TryAdd(json, 0, 1, "a"u8));
        memory.Clear();
        Assert.True(memory.TryAdd(json, 0, 2, "a"u8));
    }
}

using System.Diagnostics;
using System.Text;
using RetailSync.Contracts.Schemas;

namespace RetailSync.Contracts.Tests.Schemas;

/// <summary>What the suite does not ask: text that is no JSON, schemas that would never end, what is said of a failure.</summary>
public sealed class CompiledSchemaTests
{
    [Theory]
    [InlineData("")]
    [InlineData("{} {}")]
    [InlineData("{} x")]
    [InlineData("// a comment\n{}")]
    [InlineData("{\"a\":NaN}")]
    [InlineData("{\"a\":01}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("\uFEFF{}")]
    [InlineData("{\"a\":\"\\uD800\"}")]
    [InlineData("{\"\\uDC00\":1}")]
    [InlineData("[1,2")]
    public void Judge_NoJson_IsSaid(string json)
    {
        var schema = Compiling.Schema("""{ "properties": { "a": { "type": ["string", "number"], "maxLength": 5 } } }""");

        Assert.Equal(SchemaVerdict.NotJson, schema.Judge(json));
        Assert.Equal(SchemaVerdict.NotJson, schema.Explain(Encoding.UTF8.GetBytes(json)).Verdict);
    }

    [Theory]
    [InlineData(64, nameof(SchemaVerdict.Valid))]
    [InlineData(65, nameof(SchemaVerdict.NotJson))]
    public void Judge_Nested_UpToTheLimit(int depth, string verdict) =>
        Assert.Equal(verdict, Compiling.Schema("{}").Judge(new string('[', depth) + new string(']', depth)).ToString());

    [Theory]
    [InlineData("19.99", nameof(SchemaVerdict.Valid))]
    [InlineData("19.995", nameof(SchemaVerdict.Invalid))]
    [InlineData("1e-2", nameof(SchemaVerdict.Valid))]
    [InlineData("0.07", nameof(SchemaVerdict.Valid))]
    [InlineData("123456789012345678901234567890.12", nameof(SchemaVerdict.Valid))]
    [InlineData("123456789012345678901234567890.123", nameof(SchemaVerdict.Invalid))]
    [InlineData("1e308", nameof(SchemaVerdict.Valid))]
    public void Judge_MultipleOfACent_IsExact(string number, string verdict) => Assert.Equal(verdict, Compiling.Schema("""{ "multipleOf": 0.01 }""").Judge(number).ToString());

    [Theory]
    [InlineData("2", nameof(SchemaVerdict.Valid))]
    [InlineData("1.5", nameof(SchemaVerdict.Valid))]
    [InlineData("1.25", nameof(SchemaVerdict.Invalid))]
    [InlineData("0", nameof(SchemaVerdict.Invalid))]
    [InlineData("-0.5", nameof(SchemaVerdict.Invalid))]
    [InlineData("10", nameof(SchemaVerdict.Valid))]
    [InlineData("11", nameof(SchemaVerdict.Invalid))]
    [InlineData("10.5", nameof(SchemaVerdict.Invalid))]
    public void Judge_StepThatDividesWholeNumbers_StillKeepsTheRange(string number, string verdict) =>
        Assert.Equal(verdict, Compiling.Schema("""{ "exclusiveMinimum": 0, "maximum": 10, "multipleOf": 0.5 }""").Judge(number).ToString());

    [Theory]
    [InlineData("3", nameof(SchemaVerdict.Invalid))]
    [InlineData("1.5", nameof(SchemaVerdict.Valid))]
    [InlineData("2.5", nameof(SchemaVerdict.Valid))]
    [InlineData("20", nameof(SchemaVerdict.Valid))]
    public void Judge_StepThatDoesNotDivideWholeNumbers_IsAskedForEach(string number, string verdict) =>
        Assert.Equal(verdict, Compiling.Schema("""{ "anyOf": [{ "multipleOf": 2.5 }, { "multipleOf": 1.5, "maximum": 2 }] }""").Judge(number).ToString());

    [Theory]
    [InlineData("9007199254740993", nameof(SchemaVerdict.Invalid))]
    [InlineData("9007199254740992", nameof(SchemaVerdict.Valid))]
    [InlineData("9007199254740992.0000000000000000000000000000001", nameof(SchemaVerdict.Invalid))]
    [InlineData("1e1000000000", nameof(SchemaVerdict.Invalid))]
    [InlineData("-1e1000000000", nameof(SchemaVerdict.Valid))]
    [InlineData("1e-1000000000", nameof(SchemaVerdict.Valid))]
    public void Judge_Maximum_IsExact(string number, string verdict) => Assert.Equal(verdict, Compiling.Schema("""{ "maximum": 9007199254740992 }""").Judge(number).ToString());

    [Fact]
    public void Judge_BranchesThatMultiply_GivesUpSoon()
    {
        // Each level is looked at twice, so the innermost would be 2 to the power of 60 times.
        var schema = Compiling.Schema("""
            { "$ref": "#/$defs/n", "$defs": { "n": { "anyOf": [
              { "properties": { "a": { "$ref": "#/$defs/n" } }, "required": ["x"] },
              { "properties": { "a": { "$ref": "#/$defs/n" } }, "required": ["y"] } ] } } }
            """);
        var json = string.Concat(Enumerable.Repeat("{\"a\":", 60)) + "1" + new string('}', 60);
        var start = Stopwatch.GetTimestamp();

        Assert.Equal(SchemaVerdict.GaveUp, schema.Judge(json));
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 5);
    }

    [Theory]
    [InlineData("""{ "properties": { "b": {} } }""")]
    [InlineData("""{ "required": ["a"] }""")]
    [InlineData("""{ "maxProperties": 4 }""")]
    [InlineData("""{ "dependentSchemas": { "b": false } }""")]
    public void Judge_ManySchemasThatPassOverOneLargeValue_GivesUp(string part)
    {
        var schema = Compiling.Schema($$"""{ "allOf": [{{string.Join(',', Enumerable.Repeat(part, 3_000))}}] }""");
        var json = $$"""{ "a": [{{string.Join(',', Enumerable.Repeat("\"x\"", 50_000))}}] }""";

        Assert.Equal(SchemaVerdict.GaveUp, schema.Judge(json));
        Assert.Equal(SchemaVerdict.GaveUp, schema.Explain(Encoding.UTF8.GetBytes(json)).Verdict);
    }

    [Theory]
    [InlineData("""{ "type": "integer" }""", "\"\\uD800\"")]
    [InlineData("""{ "properties": { "a": { "type": "integer" } } }""", """{"a":"\uD800"}""")]
    [InlineData("""{ "items": false }""", """["\uDC00"]""")]
    public void Explain_HalfASurrogatePairWhereAnotherTypeIsWanted_IsStillNoJson(string schema, string json) =>
        Assert.Equal(SchemaVerdict.NotJson, Compiling.Schema(schema).Explain(Encoding.UTF8.GetBytes(json)).Verdict);

    [Fact]
    public void Judge_PatternThatIsInManyPlacesAtOnce_GivesUp()
    {
        var schema = Compiling.Schema("""{ "pattern": "^(?:.*a.{90}){9}$" }""");
        var text = new string('a', 100_000);

        Assert.Equal(SchemaVerdict.GaveUp, schema.Judge($"\"{text}\""));
    }

    [Fact]
    public void Judge_SchemaThatLeadsToItself_GivesUp() => Assert.Equal(SchemaVerdict.GaveUp, Compiling.Schema("""{ "allOf": [{ "$ref": "#" }] }""").Judge("{}"));

    [Fact]
    public void Judge_ManyEqualHashes_GivesUpOrEnds()
    {
        var json = "[" + string.Join(',', Enumerable.Range(0, 20_000).Select(number => $"{{\"a\":{number}}}")) + "]";
        var start = Stopwatch.GetTimestamp();

        Assert.Equal(SchemaVerdict.Valid, Compiling.Schema("""{ "uniqueItems": true }""").Judge(json));
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 5);
    }

    [Fact]
    public void Explain_SeveralFailures_EachHasItsPlaces()
    {
        var schema = Compiling.Schema("""
            { "type": "object", "required": ["id", "lines"], "properties": { "lines": { "type": "array", "items": { "$ref": "#/$defs/Line" } }, "a/b~c": { "maxLength": 2 } },
              "$defs": { "Line": { "properties": { "quantity": { "type": "integer", "minimum": 1 } }, "additionalProperties": false } } }
            """);

        var failures = schema.Failures("""{ "lines": [{ "quantity": 1 }, { "quantity": 0, "colour": "red" }], "a/b~c": "long" }""");

        Assert.Equal(
            [
                new SchemaFailure("/lines/1/quantity", "https://contract.invalid/test#/$defs/Line/properties/quantity/minimum", "The number is too small."),
                new SchemaFailure("/lines/1/colour", "https://contract.invalid/test#/$defs/Line/additionalProperties", "Nothing is allowed here."),
                new SchemaFailure("/a~1b~0c", "https://contract.invalid/test#/properties/a~1b~0c/maxLength", "The string has 4 characters; at most 2 are allowed."),
                new SchemaFailure("", "https://contract.invalid/test#/required", "The property 'id' is missing."),
            ],
            failures);
    }

    [Fact]
    public void Explain_WrongType_SaysWhichAreAllowed()
    {
        var failure = Assert.Single(Compiling.Schema("""{ "type": ["string", "null"] }""").Failures("12"));

        Assert.Equal("The value is number; allowed: null, string.", failure.Message);
    }

    [Fact]
    public void Explain_MoreThanTwenty_KeepsTwenty() => Assert.Equal(20, Compiling.Schema("""{ "items": { "type": "string" } }""").Failures("[" + string.Join(',', Enumerable.Range(0, 50)) + "]").Count);

    [Theory]
    [InlineData("""{ "$ref": "#/nowhere" }""", "'#/nowhere' leads nowhere.")]
    [InlineData("""{ "$ref": "other.json" }""", "'other.json' leads nowhere. Files and addresses are never opened")]
    [InlineData("""{ "$ref": "#" }""", "'#' leads back to itself through references alone.")]
    [InlineData("""{ "type": "text" }""", "'type' must be one of null, boolean, object, array, number, integer and string, but is a text (text).")]
    [InlineData("""{ "minLength": -1 }""", "'minLength' must be a whole number of 0 or more, but is a number (-1).")]
    [InlineData("""{ "multipleOf": 0 }""", "'multipleOf' must be more than 0, but is a number (0).")]
    [InlineData("""{ "properties": [] }""", "'properties' must be a mapping, but is a list.")]
    [InlineData("""{ "items": 5 }""", "A schema is a mapping or true or false, but this is a number.")]
    [InlineData("""{ "pattern": "(" }""", "The pattern is no regular expression (ECMA-262)")]
    [InlineData("""{ "pattern": "^(a|b)\\1$" }""", "A text could keep this pattern busy without end")]
    [InlineData("""{ "patternProperties": { "(?=.*b)a": {} } }""", "A text could keep this pattern busy without end")]
    [InlineData("""{ "anyOf": [] }""", "'anyOf' has no schema")]
    [InlineData("""{ "oneOf": [] }""", "'oneOf' has no schema")]
    public void Compile_Fault_IsToldWithItsPlace(string schema, string message)
    {
        var fault = Compiling.Fault(schema);

        Assert.StartsWith("test.json:1:", fault.Path, StringComparison.Ordinal);
        Assert.StartsWith(message, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "type": "string", "nullable": true }""", "null", nameof(SchemaVerdict.Valid))]
    [InlineData("""{ "type": "string" }""", "null", nameof(SchemaVerdict.Invalid))]
    [InlineData("""{ "minimum": 5, "exclusiveMinimum": true }""", "5", nameof(SchemaVerdict.Invalid))]
    [InlineData("""{ "const": 5 }""", "6", nameof(SchemaVerdict.Valid))]
    public void OpenApi30_OwnKeywords_AreReadItsWay(string schema, string json, string verdict) => Assert.Equal(verdict, Compiling.Schema(schema, SchemaDialect.OpenApi30).Judge(json).ToString());

    [Fact]
    public void Judge_AgainAndAgain_AllocatesNothing()
    {
        var schema = Compiling.Schema("""
            { "type": "object", "required": ["id"], "properties": { "id": { "type": "string", "pattern": "^[A-Z]{2}-[0-9]+$" }, "n": { "type": "number", "multipleOf": 0.01 },
              "kind": { "enum": ["a", "b", 3] }, "any": { "oneOf": [{ "type": "string" }, { "type": "integer" }] }, "list": { "uniqueItems": true, "items": { "maxLength": 5 } } }, "unevaluatedProperties": false }
            """);
        ReadOnlyMemory<byte> json = Encoding.UTF8.GetBytes("""{ "id": "AB-17", "n": 19.99, "kind": "b", "any": 7, "list": ["x", "y\u0041", "z"] }""");
        Assert.Equal(SchemaVerdict.Valid, schema.Judge(json));

        // A collection may empty the array pool between two of them; a validator that allocates does so every time.
        var least = Enumerable.Range(0, 10).Min(_ => Allocated(() => schema.Judge(json)));

        Assert.Equal(0, least);
    }

    private static long Allocated(Action judge)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var time = 0; time < 100; time++)
        {
            judge();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}

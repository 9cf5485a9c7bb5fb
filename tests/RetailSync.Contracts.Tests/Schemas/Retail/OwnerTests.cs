using System.Numerics;
using System.Text;
using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas;
using RetailSync.Gateway;

namespace RetailSync.Contracts.Tests.Schemas.Retail;

/// <summary><c>x-retailsync-owner</c>: whose fields a value has.</summary>
public sealed class OwnerTests
{
    // A customer who is crm's, but for the tier and its price, and a list of tags that are marketing's one by one.
    private const string Customer = """
        { "type": "object", "x-retailsync-owner": "crm",
          "properties": {
            "name": { "type": "string" },
            "tier": { "type": ["string", "null"], "x-retailsync-owner": "loyalty" },
            "price": { "$ref": "#/$defs/Price" },
            "address": { "properties": { "city": {}, "geo": { "x-retailsync-owner": "tms" } } },
            "tags": { "x-retailsync-owner": "marketing", "items": { "type": "string" } },
            "free": { "allOf": [{ "$ref": "#/$defs/Price" }], "description": "The usual way to say more beside a reference." } },
          "patternProperties": { "^p-": { "x-retailsync-owner": "pricing" }, "^q-": {} },
          "additionalProperties": { "type": "number" },
          "$defs": { "Price": { "x-retailsync-owner": "pricing", "type": "number" } } }
        """;

    [Theory]
    [InlineData("{}", "")]
    [InlineData("""{ "name": "Anna" }""", "crm")]
    [InlineData("""{ "name": 5 }""", "")]
    [InlineData("""{ "tier": "gold" }""", "loyalty")]
    [InlineData("""{ "tier": null }""", "loyalty")]
    [InlineData("""{ "tier": "gold", "name": "Anna" }""", "crm loyalty")]
    [InlineData("""{ "price": 5 }""", "pricing")]
    [InlineData("""{ "free": 5 }""", "pricing")]
    [InlineData("""{ "address": {} }""", "crm")]
    [InlineData("""{ "address": { "city": "Hamburg" } }""", "crm")]
    [InlineData("""{ "address": { "geo": 5 } }""", "crm tms")]
    [InlineData("""{ "tags": [] }""", "marketing")]
    [InlineData("""{ "tags": ["a"] }""", "marketing")]
    [InlineData("""{ "p-1": 5 }""", "pricing")]
    [InlineData("""{ "q-1": 5 }""", "crm")]
    [InlineData("""{ "other": 5 }""", "crm")]
    [InlineData("""{ "na\u006de": "Anna" }""", "crm")]
    public void Judge_Properties_BelongToThemselvesThenToTheirObject(string json, string expected) => Assert.Equal(expected, Owners(Customer, json));

    [Theory]
    [InlineData("""{ "kind": "a", "x": 1 }""", "crm")]
    [InlineData("""{ "kind": "b", "x": 1 }""", "erp")]
    [InlineData("""{ "kind": "c", "x": 1 }""", "")]
    public void Judge_Alternatives_OnlyTheFittingCount(string json, string expected)
    {
        const string Schema = """
            { "oneOf": [
              { "properties": { "x": { "x-retailsync-owner": "crm" }, "kind": { "const": "a" } } },
              { "properties": { "x": { "x-retailsync-owner": "erp" }, "kind": { "const": "b" } } },
              { "properties": { "kind": { "const": "c" } } } ] }
            """;

        Assert.Equal(expected, Owners(Schema, json));
        Assert.Equal(expected, Owners(Schema.Replace("oneOf", "anyOf", StringComparison.Ordinal), json));
    }

    [Theory]
    [InlineData("""{ "anyOf": [{ "properties": { "x": {} } }, { "properties": { "x": { "x-retailsync-owner": "erp" } } }] }""", "erp")]
    [InlineData("""{ "not": { "required": ["y"], "properties": { "x": { "x-retailsync-owner": "erp" } } } }""", "")]
    [InlineData("""{ "not": { "not": { "properties": { "x": { "x-retailsync-owner": "erp" } } } } }""", "")]
    [InlineData("""{ "if": { "properties": { "x": { "x-retailsync-owner": "erp" } } } }""", "")]
    [InlineData("""{ "if": { "required": ["x"] }, "then": { "properties": { "x": { "x-retailsync-owner": "erp" } } } }""", "erp")]
    [InlineData("""{ "if": { "required": ["y"] }, "else": { "properties": { "x": { "x-retailsync-owner": "erp" } } } }""", "erp")]
    [InlineData("""{ "dependentSchemas": { "x": { "properties": { "x": { "x-retailsync-owner": "erp" } } } } }""", "erp")]
    [InlineData("""{ "allOf": [{ "properties": { "x": { "x-retailsync-owner": "erp" } } }, { "properties": { "x": { "x-retailsync-owner": "crm" } } }] }""", "crm erp")]
    [InlineData("""{ "unevaluatedProperties": { "x-retailsync-owner": "erp" } }""", "erp")]
    [InlineData("""{ "x-retailsync-owner": "erp", "unevaluatedProperties": { "type": "number" } }""", "erp")]
    [InlineData("""{ "x-retailsync-owner": "erp", "unevaluatedProperties": false, "properties": { "x": {} } }""", "erp")]
    [InlineData("""{ "x-retailsync-owner": "erp", "allOf": [{ "properties": { "x": {} } }] }""", "erp")]
    [InlineData("""{ "x-retailsync-owner": "erp", "$ref": "#/$defs/A", "$defs": { "A": { "properties": { "x": {} } } } }""", "erp")]
    [InlineData("""{ "x-retailsync-owner": "erp", "$ref": "#/$defs/A", "$defs": { "A": { "x-retailsync-owner": "crm", "properties": { "x": {} } } } }""", "erp")]
    [InlineData("""{ "x-retailsync-owner": "erp", "$ref": "#/$defs/A", "$defs": { "A": { "properties": { "x": { "x-retailsync-owner": "crm" } } } } }""", "crm")]
    [InlineData("""{ "x-retailsync-owner": "erp" }""", "")]
    [InlineData("""{ "x-retailsync-owner": "erp", "propertyNames": { "maxLength": 5 }, "properties": { "x": true } }""", "erp")]
    public void Judge_OtherKeywords_CountWhenTheyHold(string schema, string expected) => Assert.Equal(expected, Owners(schema, """{ "x": 1 }"""));

    [Theory]
    [InlineData("5", "pricing")]
    [InlineData("null", "pricing")]
    [InlineData("""{ "amount": 5 }""", "pricing")]
    [InlineData("{}", "pricing")]
    [InlineData("\"none\"", "")]
    public void Judge_PropertyWithAlternatives_NullTakesAwayWhatAnyOfThemWas(string value, string expected)
    {
        const string Schema = """
            { "properties": { "price": { "oneOf": [
              { "type": "number", "x-retailsync-owner": "pricing" }, { "type": "object", "x-retailsync-owner": "pricing", "properties": { "amount": {} } }, { "type": ["null", "string"] }] } } }
            """;

        Assert.Equal(expected, Owners(Schema, $$"""{ "price": {{value}} }"""));
    }

    [Theory]
    [InlineData("""{ "x-retailsync-owner": "loyalty", "type": "string" }""", "\"gold\"", "loyalty")]
    [InlineData("""{ "items": { "x-retailsync-owner": "loyalty" } }""", "[1]", "loyalty")]
    [InlineData("""{ "items": { "x-retailsync-owner": "loyalty" } }""", "[]", "")]
    [InlineData("""{ "items": { "x-retailsync-owner": "loyalty", "properties": { "x": {} } } }""", """[{ "x": 1 }]""", "loyalty")]
    [InlineData("""{ "properties": { "a": { "$ref": "#" }, "b": { "x-retailsync-owner": "crm" } } }""", """{ "a": { "a": { "b": 1 } } }""", "crm")]
    public void Judge_NoObjectAtTheTop_IsAuthoredItself(string schema, string json, string expected) => Assert.Equal(expected, Owners(schema, json));

    [Fact]
    public void Judge_OneSchemaReferredToFromTwoPlaces_BelongsToEachPlacesOwner()
    {
        const string Schema = """
            { "properties": { "shipTo": { "$ref": "#/$defs/Address", "x-retailsync-owner": "oms" }, "home": { "$ref": "#/$defs/Address" } },
              "$defs": { "Address": { "x-retailsync-owner": "crm", "properties": { "city": {} } } } }
            """;

        Assert.Equal("oms", Owners(Schema, """{ "shipTo": { "city": "Hamburg" } }"""));
        Assert.Equal("crm", Owners(Schema, """{ "home": { "city": "Hamburg" } }"""));
        Assert.Equal("crm oms", Owners(Schema, """{ "home": { "city": "Hamburg" }, "shipTo": { "city": "Hamburg" } }"""));
    }

    [Fact]
    public void FindAuthored_Fields_HaveTheirPlaces()
    {
        var (schema, owners) = Compile("""
            { "properties": { "lines": { "items": { "properties": { "sku": {}, "a/b": { "$ref": "#/$defs/Price" } } } },
                "one": { "oneOf": [{ "type": "object", "properties": { "price": { "$ref": "#/$defs/Price" } }, "required": ["nothing"] }, { "properties": { "price": { "x-retailsync-owner": "tax" } } }] },
                "tier": { "x-retailsync-owner": "loyalty" } },
              "$defs": { "Price": { "x-retailsync-owner": "pricing" } } }
            """);
        var json = Encoding.UTF8.GetBytes("""{ "lines": [{ "sku": 1, "a/b": { "amount": 5 } }, { "a/b": 5 }, { "sku": 7 }], "one": { "price": [1] }, "tier": null }""");

        Assert.Equal(SchemaVerdict.Valid, schema.Judge(json, out var authored));
        Assert.Equal(["loyalty", "pricing", "tax"], owners.Order(StringComparer.Ordinal));
        Assert.Equal(0b111UL, authored);
        Assert.Equal(["/lines/0/a~1b pricing", "/lines/1/a~1b pricing", "/one/price tax", "/tier loyalty"], Found(ulong.MaxValue, 20));
        Assert.Equal(["/lines/0/a~1b pricing"], Found(ulong.MaxValue, 1));
        Assert.Equal(["/one/price tax"], Found(1UL << owners.ToList().IndexOf("tax"), 20));
        Assert.Empty(schema.FindAuthored("[1"u8.ToArray(), ulong.MaxValue));

        IEnumerable<string> Found(ulong wanted, int limit) => schema.FindAuthored(json, wanted, limit).Select(field => $"{field.InstanceLocation} {owners[BitOperations.Log2(field.Owners)]}");
    }

    [Fact]
    public void Judge_ValueThatIsNotValid_HasNoOwners()
    {
        var (schema, _) = Compile("""{ "properties": { "x": { "x-retailsync-owner": "crm" }, "y": false } }""");

        Assert.Equal(SchemaVerdict.Invalid, schema.Judge("""{ "x": 1, "y": 1 }"""u8.ToArray(), out var authored));
        Assert.Equal(0UL, authored);
        Assert.Empty(schema.FindAuthored("""{ "x": 1, "y": 1 }"""u8.ToArray(), ulong.MaxValue));
    }

    [Fact]
    public void Judge_AfterAnother_HasForgottenItsOwners()
    {
        var (schema, _) = Compile("""{ "properties": { "x": { "x-retailsync-owner": "crm" } } }""");
        schema.Judge("""{ "x": 1 }"""u8.ToArray(), out var first);

        schema.Judge("""{ "y": 1 }"""u8.ToArray(), out var second);

        Assert.Equal((1UL, 0UL), (first, second));
    }

    [Fact]
    public void Judge_WithOwners_AllocatesNothing()
    {
        var (schema, _) = Compile(Customer);
        ReadOnlyMemory<byte> json = Encoding.UTF8.GetBytes("""{ "name": "Anna", "tier": null, "price": 5, "address": { "geo": 5 }, "tags": ["a", "b"], "p-1": 5, "other": 1 }""");
        Assert.Equal(SchemaVerdict.Valid, schema.Judge(json, out _));

        var least = Enumerable.Range(0, 10).Min(_ => Allocations.Of(() => schema.Judge(json, out var _)));

        Assert.Equal(0, least);
    }

    [Fact]
    public void Judge_SixtyFourOwners_EachHasItsBit()
    {
        var (schema, owners) = Compile($$"""{ "properties": { {{Properties(64)}} } }""");

        schema.Judge("""{ "p0": 1, "p63": 1 }"""u8.ToArray(), out var authored);

        Assert.Equal(64, owners.Count);
        Assert.Equal(0x8000_0000_0000_0001UL, authored);
    }

    [Theory]
    [InlineData("""{ "properties": { "a": { "x-retailsync-owner": 5 } } }""", "'x-retailsync-owner' must be the id of a system, in small letters, digits and hyphens, such as crm; it is a number.")]
    [InlineData("""{ "properties": { "a": { "x-retailsync-owner": "CRM" } } }""", "'x-retailsync-owner' must be the id of a system")]
    [InlineData("""{ "properties": { "a": { "x-retailsync-owner": "" } } }""", "'x-retailsync-owner' must be the id of a system")]
    [InlineData("""{ "properties": { "a": { "x-retailsync-owners": "crm" } } }""", "The key 'x-retailsync-owners' is not known in a schema.")]
    [InlineData("""{ "properties": { "a": { "$ref": "#/$defs/A", "X-RetailSync-Owner": "crm" } }, "$defs": { "A": {} } }""", "The key 'X-RetailSync-Owner' is not known in a schema.")]
    public void Compile_Misuse_IsAFaultWithItsPlace(string schema, string message)
    {
        var fault = Compiling.Fault(schema);

        Assert.StartsWith("test.json:1:", fault.Path, StringComparison.Ordinal);
        Assert.StartsWith(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compile_OneOwnerTooMany_IsAFault()
    {
        var fault = Compiling.Fault($$"""{ "properties": { {{Properties(65)}} } }""");

        Assert.Equal("'o64' is one owner too many: the schemas of a contract have at most 64.", fault.Message);
    }

    [Fact]
    public void Compile_BesideAReferenceThatStandsAlone_IsAFault()
    {
        var fault = Compiling.Fault("""{ "properties": { "a": { "$ref": "#/definitions/A", "x-retailsync-owner": "crm" } }, "definitions": { "A": {} } }""", SchemaDialect.OpenApi30);

        Assert.StartsWith("In OpenAPI 3.0 what stands beside '$ref' is ignored, 'x-retailsync-owner' included.", fault.Message, StringComparison.Ordinal);
    }

    private static string Properties(int count) => string.Join(',', Enumerable.Range(0, count).Select(number => $$""" "p{{number}}": { "x-retailsync-owner": "o{{number}}" } """));

    private static string Owners(string source, string json)
    {
        var (schema, owners) = Compile(source);
        schema.Judge(Encoding.UTF8.GetBytes(json), out var authored);
        return string.Join(' ', owners.Where((_, number) => (authored & (1UL << number)) != 0).Order(StringComparer.Ordinal));
    }

    private static (CompiledSchema Schema, IReadOnlyList<string> Owners) Compile(string json)
    {
        var faults = new List<ConfigFault>();
        var bundle = new SchemaBundle();
        var root = bundle.Add("https://contract.invalid/test", DocumentReader.Read("test.json", Encoding.UTF8.GetBytes(json), faults)!, SchemaDialect.Draft202012);
        var node = new SchemaCompiler(bundle, judgesFormats: true, faults).Compile(new SchemaPlace(root.Root, root, ""));
        Assert.Empty(faults);
        return (new CompiledSchema(node, bundle.IsDynamic, bundle.Owners), bundle.Owners.Names);
    }
}

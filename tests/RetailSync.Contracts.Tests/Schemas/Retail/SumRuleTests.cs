using System.Text;
using RetailSync.Contracts.Schemas;

namespace RetailSync.Contracts.Tests.Schemas.Retail;

/// <summary><c>x-retailsync-sum</c>: totals and their parts.</summary>
public sealed class SumRuleTests
{
    private const string Order = """
        { "type": "object", "x-retailsync-sum": { "total": "/total", "of": ["/lines/*/total", "/tax"], "less": ["/discount"] },
          "properties": { "lines": { "type": "array", "items": { "type": "object", "properties": { "total": { "type": "number" } } } } } }
        """;

    [Theory]
    [InlineData("""{ "total": 30, "lines": [{ "total": 10 }, { "total": 15 }], "tax": 5 }""", true)]
    [InlineData("""{ "total": 31, "lines": [{ "total": 10 }, { "total": 15 }], "tax": 5 }""", false)]
    [InlineData("""{ "tax": 5, "discount": 7, "lines": [{ "total": 10 }, { "total": 15 }], "total": 23 }""", true)]
    [InlineData("""{ "tax": 5, "discount": -7, "lines": [], "total": 12 }""", true)]
    [InlineData("""{ "total": 0.3, "lines": [{ "total": 0.1 }, { "total": 0.2 }] }""", true)]
    [InlineData("""{ "total": 0.30000000000000004, "lines": [{ "total": 0.1 }, { "total": 0.2 }] }""", false)]
    [InlineData("""{ "total": 3e1, "lines": [{ "total": 1.0E+1 }, { "total": 2000e-2 }] }""", true)]
    [InlineData("""{ "total": 1e-12, "tax": 0.000000000001 }""", true)]
    [InlineData("""{ "total": 1e-13, "tax": 1e-13 }""", false)]
    [InlineData("""{ "total": 999999999999999999.999999999999, "tax": 999999999999999999.999999999999 }""", true)]
    [InlineData("""{ "total": 999999999999999999.999999999998, "tax": 999999999999999999.999999999999 }""", false)]
    [InlineData("""{ "total": 1000000000000000000, "tax": 1000000000000000000 }""", false)]
    [InlineData("""{ "total": 1e999999999999, "tax": 1e999999999999 }""", false)]
    [InlineData("""{ "total": 0e999999999999, "tax": 0 }""", true)]
    [InlineData("""{ "total": "30.50", "tax": "30.5" }""", true)]
    [InlineData("""{ "total": "3\u0030", "tax": 30 }""", true)]
    [InlineData("""{ "total": "30.51", "tax": "30.5" }""", false)]
    [InlineData("""{ "total": "3e1", "tax": 30 }""", false)]
    [InlineData("""{ "total": "", "tax": 0 }""", false)]
    [InlineData("""{ "total": "-", "tax": 0 }""", false)]
    [InlineData("""{ "total": "1.", "tax": 1 }""", false)]
    [InlineData("""{ "total": 0, "tax": true }""", false)]
    [InlineData("""{ "total": 0, "tax": { "amount": 0 } }""", false)]
    [InlineData("""{ "total": 5, "tax": 5, "lines": null, "discount": null }""", true)]
    [InlineData("""{ "total": null, "tax": 5 }""", true)]
    [InlineData("""{ "tax": 5 }""", true)]
    [InlineData("""{ "total": 0 }""", true)]
    [InlineData("""{ "total": 1 }""", false)]
    [InlineData("""{}""", true)]
    [InlineData("""{ "total": 5, "tax": 5, "other": { "total": 99, "lines": [{ "total": 4 }] } }""", true)]
    public void Judge_Object_HoldsTotalAndParts(string json, bool expected)
    {
        var schema = Compiling.Schema(Order.Replace("\"type\": \"array\", ", "", StringComparison.Ordinal));

        Assert.Equal(expected ? SchemaVerdict.Valid : SchemaVerdict.Invalid, schema.Judge(json));
        Assert.Equal(expected ? SchemaVerdict.Valid : SchemaVerdict.Invalid, schema.Explain(Encoding.UTF8.GetBytes(json)).Verdict);
    }

    [Theory]
    [InlineData("5")]
    [InlineData("[]")]
    [InlineData("null")]
    public void Judge_NoObject_SaysNothing(string json) => Assert.Equal(SchemaVerdict.Valid, Compiling.Schema("""{ "x-retailsync-sum": { "total": "/a", "of": ["/b"] } }""").Judge(json));

    [Fact]
    public void Judge_PointersWithEscapesPositionsAndDepth_AreFollowed()
    {
        var schema = Compiling.Schema("""{ "x-retailsync-sum": { "total": "/a~1b", "of": ["/groups/*/lines/*/m~0n", "/fees/1"] } }""");

        Assert.Equal(SchemaVerdict.Valid, schema.Judge("""{ "a/b": 10, "groups": [{ "lines": [{ "m~n": 1 }, { "m~n": 2 }] }, { "lines": [{ "m~n": 3 }] }, {}], "fees": [100, 4, 200] }"""));
    }

    [Fact]
    public void Judge_BesideAReference_StillHolds()
    {
        var schema = Compiling.Schema("""{ "$ref": "#/$defs/Base", "x-retailsync-sum": { "total": "/a", "of": ["/b"] }, "$defs": { "Base": { "type": "object" } } }""");

        Assert.Equal(SchemaVerdict.Invalid, schema.Judge("""{ "a": 1, "b": 2 }"""));
    }

    [Fact]
    public void Explain_SeveralSums_EachHasItsPlaceAndNoValue()
    {
        var schema = Compiling.Schema("""
            { "properties": { "order": { "x-retailsync-sum": [{ "total": "/net", "of": ["/lines/*/net"] }, { "total": "/gross", "of": ["/net", "/tax"], "less": ["/rebate"] }, { "total": "/x", "of": ["/y"] }] } } }
            """);

        var failures = schema.Failures("""{ "order": { "net": 4711, "lines": [], "gross": 1, "x": 1, "y": false } }""");

        Assert.Equal(
            [
                new SchemaFailure("/order", "https://contract.invalid/test#/properties/order/x-retailsync-sum/0", "/net has to be the sum of /lines/*/net, but it does not come to that."),
                new SchemaFailure("/order", "https://contract.invalid/test#/properties/order/x-retailsync-sum/1", "/gross has to be the sum of /net, /tax, less /rebate, but it does not come to that."),
                new SchemaFailure("/order", "https://contract.invalid/test#/properties/order/x-retailsync-sum/2", "/x has to be the sum of /y, but one of them is no number, or has more than 18 digits before the point or 12 after it."),
            ],
            failures);
    }

    [Theory]
    [InlineData("""{ "x-retailsync-sum": 5 }""", "'x-retailsync-sum' must be a mapping such as { total: /total")]
    [InlineData("""{ "x-retailsync-sum": { "total": "/a", "of": ["/b"], "plus": [] } }""", "'x-retailsync-sum' has no 'plus'. Known: total, of, less.")]
    [InlineData("""{ "x-retailsync-sum": { "of": ["/b"] } }""", "'total' must be a pointer from this object (RFC 6901) such as /total.")]
    [InlineData("""{ "x-retailsync-sum": { "total": "a", "of": ["/b"] } }""", "'total' must be a pointer from this object")]
    [InlineData("""{ "x-retailsync-sum": { "total": "", "of": ["/b"] } }""", "'total' must be a pointer from this object")]
    [InlineData("""{ "x-retailsync-sum": { "total": "/a/*", "of": ["/b"] } }""", "'total' must name one value, so '*' cannot be in it.")]
    [InlineData("""{ "x-retailsync-sum": { "total": "/a" } }""", "'of' of 'x-retailsync-sum' must be a list of 1 to 32 pointers")]
    [InlineData("""{ "x-retailsync-sum": { "total": "/a", "of": [] } }""", "'of' of 'x-retailsync-sum' must be a list of 1 to 32 pointers")]
    [InlineData("""{ "x-retailsync-sum": { "total": "/a", "of": "/b" } }""", "'of' of 'x-retailsync-sum' must be a list of 1 to 32 pointers")]
    [InlineData("""{ "x-retailsync-sum": { "total": "/a", "of": [5] } }""", "'of' must be a pointer from this object (RFC 6901) such as /total or /lines/*/total.")]
    [InlineData("""{ "x-retailsync-sum": { "total": "/a", "of": ["/b~2"] } }""", "'of' must be a pointer from this object")]
    [InlineData("""{ "x-retailsync-sum": { "total": "/a", "of": ["/b"], "less": ["/b"] } }""", "'/b' stands twice in one sum.")]
    [InlineData("""{ "x-retailsync-sum": { "total": "/a", "of": ["/a"] } }""", "'/a' stands twice in one sum.")]
    [InlineData("""{ "x-retailsync-summ": {} }""", "The key 'x-retailsync-summ' is not known in a schema. Known: x-retailsync-owner, x-retailsync-sum, x-retailsync-money.")]
    public void Compile_Misuse_IsAFaultWithItsPlace(string schema, string message)
    {
        var fault = Compiling.Fault(schema);

        Assert.StartsWith("test.json:1:", fault.Path, StringComparison.Ordinal);
        Assert.StartsWith(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compile_BesideAReferenceThatStandsAlone_IsAFault()
    {
        var fault = Compiling.Fault("""{ "properties": { "a": { "$ref": "#/definitions/A", "x-retailsync-sum": { "total": "/a", "of": ["/b"] } } }, "definitions": { "A": {} } }""", SchemaDialect.OpenApi30);

        Assert.StartsWith("In OpenAPI 3.0 what stands beside '$ref' is ignored, 'x-retailsync-sum' included.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_ManySumsOverOneLargeValue_GivesUp()
    {
        var sums = string.Join(',', Enumerable.Repeat("""{ "x-retailsync-sum": { "total": "/t", "of": ["/l/*"] } }""", 3_000));
        var schema = Compiling.Schema($$"""{ "allOf": [{{sums}}] }""");

        Assert.Equal(SchemaVerdict.GaveUp, schema.Judge($$"""{ "t": 0, "l": [{{string.Join(',', Enumerable.Repeat("0", 50_000))}}] }"""));
    }

    [Fact]
    public void Judge_SumsAndMoney_AllocateNothing()
    {
        var schema = Compiling.Schema("""
            { "x-retailsync-sum": { "total": "/total", "of": ["/lines/*/total", "/tax"] }, "x-retailsync-money": { "amount": "/total", "unit": "major" },
              "properties": { "currency": { "format": "iso-4217" } } }
            """);
        ReadOnlyMemory<byte> json = Encoding.UTF8.GetBytes("""{ "currency": "EUR", "total": 12.5, "lines": [{ "sku": "a", "total": "4.25" }, { "total": 5.25 }], "tax": 3, "note": { "deep": [1, 2] } }""");
        Assert.Equal(SchemaVerdict.Valid, schema.Judge(json));

        var least = Enumerable.Range(0, 10).Min(_ => Allocations.Of(() => schema.Judge(json)));

        Assert.Equal(0, least);
    }
}

using System.Text;
using RetailSync.Contracts.Schemas;
using RetailSync.Contracts.Schemas.Formats;
using RetailSync.Contracts.Schemas.Retail;

namespace RetailSync.Contracts.Tests.Schemas.Retail;

/// <summary>What holds for all formats of retail.</summary>
public sealed class RetailFormatsTests
{
    public static TheoryData<string, string> Samples => new()
    {
        { "gtin", "09521234500018" }, { "gtin-8", "96385074" }, { "gtin-12", "036000291452" }, { "gtin-13", "4006381333931" }, { "gtin-14", "10614141000415" },
        { "gln", "9521234000013" }, { "sscc", "106141412345678908" }, { "iso-4217", "EUR" }, { "iso-3166-1", "DE" }, { "iso-3166-2", "DE-BY" },
        { "bcp-47", "sl-Latn-IT-rozaj-biske-1994-u-co-phonebk-x-a" }, { "uncefact-unit", "C62" },
    };

    [Fact]
    public void Find_EveryName_HasItsOwnCheckAndJsonSchemaHasNone()
    {
        var checks = RetailChecks.Names.Select(RetailFormats.Find).ToList();

        Assert.Equal(RetailChecks.Names.Length, checks.Select(check => check!.Method).Distinct().Count());
        Assert.All(RetailChecks.Names, name => Assert.Null(FormatTable.Find(name)));
        Assert.Equal(RetailChecks.Names.Order(), Samples.Select(sample => sample.Data.Item1).Order());
    }

    [Theory]
    [InlineData("sku")]
    [InlineData("GTIN")]
    [InlineData("")]
    public void Find_OtherName_IsNull(string name) => Assert.Null(RetailFormats.Find(name));

    [Theory]
    [MemberData(nameof(Samples))]
    public void IsValid_ValidText_AllocatesNothing(string format, string text)
    {
        var check = RetailFormats.Find(format)!;
        var utf8 = Encoding.UTF8.GetBytes(text);
        Assert.True(check(utf8));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 100; round++)
        {
            check(utf8);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Schema_WithTheFormat_HoldsTexts(string format, string text)
    {
        var schema = Compiling.Schema($$"""{ "format": "{{format}}" }""", SchemaDialect.OpenApi30);

        Assert.Equal(SchemaVerdict.Valid, schema.Judge($"\"{text}\""));
        Assert.Equal(SchemaVerdict.Invalid, schema.Judge($"\"{text}-?\""));
        Assert.Equal(SchemaVerdict.Valid, schema.Judge("5"));
    }
}

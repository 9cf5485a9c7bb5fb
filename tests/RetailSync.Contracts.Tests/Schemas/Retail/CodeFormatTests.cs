using System.Text;
using RetailSync.Contracts.Schemas.Retail;

namespace RetailSync.Contracts.Tests.Schemas.Retail;

/// <summary>Codes of currencies, countries and units of measure.</summary>
public sealed class CodeFormatTests
{
    [Theory]
    [InlineData("EUR", 2)]
    [InlineData("JPY", 0)]
    [InlineData("KRW", 0)]
    [InlineData("HUF", 2)]
    [InlineData("BHD", 3)]
    [InlineData("TND", 3)]
    [InlineData("CLF", 4)]
    [InlineData("XCG", 2)]
    [InlineData("ZWG", 2)]
    [InlineData("XAU", CurrencyFormat.AnyDecimals)]
    public void Currency_InForce_HasItsMinorUnit(string code, int decimals)
    {
        Assert.True(RetailChecks.IsValid("iso-4217", code));
        Assert.Equal(decimals, CurrencyFormat.Decimals(Encoding.ASCII.GetBytes(code)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("EU")]
    [InlineData("EURO")]
    [InlineData("eur")]
    [InlineData("EUr")]
    [InlineData("978")]
    [InlineData("DEM")]
    [InlineData("HRK")]
    [InlineData("ANG")]
    [InlineData("ZWL")]
    [InlineData("XTS")]
    [InlineData("XXX")]
    [InlineData("AAA")]
    [InlineData("E R")]
    [InlineData("\u0415UR")]
    public void Currency_Other_IsInvalid(string code)
    {
        Assert.False(RetailChecks.IsValid("iso-4217", code));
        Assert.Equal(CodeTable.Unknown, CurrencyFormat.Decimals(Encoding.UTF8.GetBytes(code)));
    }

    [Fact]
    public void Currencies_AllTexts_AreAsManyAsTheListHas() => Assert.Equal(176, Letters(3).Count(code => RetailChecks.IsValid("iso-4217", code)));

    [Fact]
    public void Countries_AllTexts_AreAsManyAsAreAssigned() => Assert.Equal(249, Letters(2).Count(code => RetailChecks.IsValid("iso-3166-1", code)));

    [Theory]
    [InlineData("DE-BY", true)]
    [InlineData("US-CA", true)]
    [InlineData("GB-ENG", true)]
    [InlineData("FR-2A", true)]
    [InlineData("AT-9", true)]
    [InlineData("DE", false)]
    [InlineData("DE-", false)]
    [InlineData("DE-ABCD", false)]
    [InlineData("de-BY", false)]
    [InlineData("DE-by", false)]
    [InlineData("XX-AB", false)]
    [InlineData("DE_BY", false)]
    [InlineData("DE-B Y", false)]
    public void Subdivision_Syntax_IsHeld(string code, bool expected) => Assert.Equal(expected, RetailChecks.IsValid("iso-3166-2", code));

    [Theory]
    [InlineData("DE", true)]
    [InlineData("GB", true)]
    [InlineData("UK", false)]
    [InlineData("EU", false)]
    [InlineData("XK", false)]
    [InlineData("SU", false)]
    [InlineData("de", false)]
    [InlineData("D", false)]
    [InlineData("DEU", false)]
    [InlineData("", false)]
    public void Country_Code_IsOfficiallyAssigned(string code, bool expected) => Assert.Equal(expected, RetailChecks.IsValid("iso-3166-1", code));

    [Theory]
    [InlineData("C62", true)]
    [InlineData("H87", true)]
    [InlineData("KGM", true)]
    [InlineData("LTR", true)]
    [InlineData("MTR", true)]
    [InlineData("MTK", true)]
    [InlineData("EA", true)]
    [InlineData("PR", true)]
    [InlineData("DZN", true)]
    [InlineData("HUR", true)]
    [InlineData("KWH", true)]
    [InlineData("PCE", false)]
    [InlineData("05", false)]
    [InlineData("kgm", false)]
    [InlineData("KG", false)]
    [InlineData("XBX", false)]
    [InlineData("C62 ", false)]
    [InlineData("", false)]
    public void Unit_CommonCode_IsInTheRecommendation(string code, bool expected) => Assert.Equal(expected, RetailChecks.IsValid("uncefact-unit", code));

    private static IEnumerable<string> Letters(int length) =>
        length == 0 ? [""] : Letters(length - 1).SelectMany(start => Enumerable.Range('A', 26).Select(letter => start + (char)letter));
}

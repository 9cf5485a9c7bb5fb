namespace RetailSync.Contracts.Tests.Schemas.Formats;

public class IriFormatTests
{
    [Theory]
    [InlineData("http://b\u00FCcher.example/stra\u00DFe?q=\u00E9#\u00FC")]
    [InlineData("http://\u4F8B\u3048/")]
    [InlineData("http://u\u00E9@a/")]
    [InlineData("a:\u00A0")]
    [InlineData("a:\uD7FF")]
    [InlineData("a:\uF900\uFDCF\uFDF0\uFFEF")]
    [InlineData("a:\U00010000\U0001FFFD\U000E1000")]
    [InlineData("a:?\uE000\uF8FF\U000F0000\U0010FFFD")]
    [InlineData("http://[::1]/\u00E9")]
    [InlineData("a:%C3%A9")]
    public void Iri_WithScheme_IsValid(string text)
    {
        var valid = Checks.IsValid("iri", text);

        Assert.True(valid);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u00E9")]
    [InlineData("//\u00E9")]
    [InlineData("\u00E9:a")]
    [InlineData("a:\u0080")]
    [InlineData("a:\u009F")]
    [InlineData("a:\uE000")]
    [InlineData("a:#\uE000")]
    [InlineData("http://\uE000/")]
    [InlineData("a:\uFDD0")]
    [InlineData("a:\uFFF0")]
    [InlineData("a:\uFFFF")]
    [InlineData("a:\U0001FFFE")]
    [InlineData("a:\U000E0001")]
    [InlineData("a:\U000E0FFF")]
    [InlineData("a:?\U000FFFFE")]
    [InlineData("a: \u00E9")]
    [InlineData("a:\\\u00E9")]
    [InlineData("http://[\u00E9]/")]
    [InlineData("http://a:\u0661/")]
    [InlineData("a:%\u0661\u0661")]
    public void Iri_OtherText_IsInvalid(string text)
    {
        var valid = Checks.IsValid("iri", text);

        Assert.False(valid);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u00E9")]
    [InlineData("/\u00E9")]
    [InlineData("//\u00E9")]
    [InlineData("?\uE000")]
    [InlineData("#\u00E9")]
    [InlineData("\u00E9/a:b")]
    [InlineData("a:\u00E9")]
    public void IriReference_Relative_IsValid(string text)
    {
        var valid = Checks.IsValid("iri-reference", text);

        Assert.True(valid);
    }

    [Theory]
    [InlineData("\u00E9:a")]
    [InlineData("\uE000")]
    [InlineData("#\uE000")]
    [InlineData(" \u00E9")]
    [InlineData("\\\u00E9")]
    public void IriReference_OtherText_IsInvalid(string text)
    {
        var valid = Checks.IsValid("iri-reference", text);

        Assert.False(valid);
    }
}

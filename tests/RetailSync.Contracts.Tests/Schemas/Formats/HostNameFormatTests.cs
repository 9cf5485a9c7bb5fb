namespace RetailSync.Contracts.Tests.Schemas.Formats;

public class HostNameFormatTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("A1")]
    [InlineData("1")]
    [InlineData("a.b")]
    [InlineData("till-7.shop.example")]
    [InlineData("a--b")]
    [InlineData("ab--cd")]
    [InlineData("127.0.0.1")]
    [InlineData("1-2")]
    public void HostName_LettersDigitsHyphens_IsValid(string text)
    {
        var valid = Checks.IsValid("hostname", text);

        Assert.True(valid);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("a.")]
    [InlineData(".a")]
    [InlineData("a..b")]
    [InlineData("-a")]
    [InlineData("a-")]
    [InlineData("a.-b")]
    [InlineData("a-.b")]
    [InlineData("-")]
    [InlineData("a_b")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("a:1")]
    [InlineData("a\n")]
    [InlineData("\u00E9")]
    [InlineData("a\u3002b")]
    public void HostName_OtherText_IsInvalid(string text)
    {
        var valid = Checks.IsValid("hostname", text);

        Assert.False(valid);
    }

    [Theory]
    [InlineData("xn--bcher-kva")]
    [InlineData("XN--BCHER-KVA")]
    [InlineData("www.xn--bcher-kva.example")]
    [InlineData("xn--fsqu00a.xn--0zwm56d")]
    [InlineData("3.xn--4dbcagdahymbxekheh6e0a7fei0b")]
    public void HostName_ValidALabel_IsValid(string text)
    {
        var valid = Checks.IsValid("hostname", text);

        Assert.True(valid);
    }

    [Theory]
    [InlineData("xn--")]
    [InlineData("xn---")]
    [InlineData("xn--a")]
    [InlineData("xn--a-")]
    [InlineData("xn--bcher-")]
    [InlineData("xn--bcher-kv")]
    [InlineData("xn---kva")]
    [InlineData("xn--99999999")]
    [InlineData("xn--bcher-kva-")]
    [InlineData("xn--a-ecp.x_y")]
    public void HostName_BogusALabel_IsInvalid(string text)
    {
        var valid = Checks.IsValid("hostname", text);

        Assert.False(valid);
    }

    [Theory]
    [InlineData(63, true)]
    [InlineData(64, false)]
    public void HostName_LabelLength_EndsAt63(int length, bool expected)
    {
        var label = new string('a', length);

        var valid = Checks.IsValid("hostname", $"www.{label}.example");

        Assert.Equal(expected, valid);
    }

    [Theory]
    [InlineData(253, true)]
    [InlineData(254, false)]
    public void HostName_NameLength_EndsAt253(int length, bool expected)
    {
        var name = string.Concat(Enumerable.Repeat("abcdefghi.", 25)).PadRight(length, 'a');

        var valid = Checks.IsValid("hostname", name);

        Assert.Equal(expected, valid);
    }
}

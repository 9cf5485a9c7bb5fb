namespace RetailSync.Contracts.Tests.Schemas.Formats;

public class IdnHostNameFormatTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("Shop.example")]
    [InlineData("b\u00FCcher.example")]
    [InlineData("stra\u00DFe")]
    [InlineData("\u4F8B\u3048.\u30C6\u30B9\u30C8")]
    [InlineData("a\u3002b\uFF0E\u00E9\uFF61c")]
    [InlineData("\u0561\u0562")]
    [InlineData("\u13A0")]
    [InlineData("\u05D0")]
    [InlineData("\u05D01")]
    [InlineData("\u05D0-\u05D1")]
    [InlineData("1.2")]
    [InlineData("xn--bcher-kva")]
    [InlineData("\U00020000")]
    public void IdnHostName_ULabels_IsValid(string text)
    {
        var valid = Checks.IsValid("idn-hostname", text);

        Assert.True(valid);
    }

    [Theory]
    [InlineData("B\u00DCCHER")]
    [InlineData("\u00E9_a")]
    [InlineData("\u00E9 a")]
    [InlineData("\u2603")]
    [InlineData("\U0001F600")]
    [InlineData("\uFF41")]
    [InlineData("\uFB01")]
    [InlineData("\u1100")]
    [InlineData("\u00B2")]
    [InlineData("\u0378")]
    [InlineData("\u034Fa")]
    [InlineData("a\u034F")]
    [InlineData("\u20AC")]
    [InlineData("\u302E")]
    [InlineData("\u0640a")]
    [InlineData("\u00E9\u200B")]
    [InlineData("\uE000")]
    [InlineData("\uAB70")]
    public void IdnHostName_DisallowedCharacter_IsInvalid(string text)
    {
        var valid = Checks.IsValid("idn-hostname", text);

        Assert.False(valid);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("\u3002")]
    [InlineData("\u00E9.")]
    [InlineData(".\u00E9")]
    [InlineData("\u00E9..a")]
    [InlineData("-\u00E9")]
    [InlineData("\u00E9-")]
    [InlineData("\u00E9\u00E9--a")]
    [InlineData("xn--\u00E9")]
    [InlineData("\u0301a")]
    [InlineData("\u0903a")]
    [InlineData("\u00E9.-a")]
    [InlineData("\u00E9.a_b")]
    [InlineData("\u00E9.xn--a")]
    public void IdnHostName_BadPlace_IsInvalid(string text)
    {
        var valid = Checks.IsValid("idn-hostname", text);

        Assert.False(valid);
    }

    [Theory]
    [InlineData("l\u00B7l")]
    [InlineData("al\u00B7la")]
    [InlineData("\u0375\u03B1")]
    [InlineData("\u05D0\u05F3")]
    [InlineData("\u05D0\u05F4\u05D1")]
    [InlineData("\u30FB\u3042")]
    [InlineData("a\u30FB\u30A2")]
    [InlineData("\u4E00\u30FB")]
    [InlineData("\u0628\u0660")]
    [InlineData("\u0628\u06F0")]
    [InlineData("\u0915\u094D\u200D")]
    [InlineData("\u0915\u094D\u200C")]
    [InlineData("\u0628\u200C\u0628")]
    [InlineData("\u0628\u064B\u200C\u064B\u0627")]
    [InlineData("\uA872\u200C\uA840")]
    public void IdnHostName_ContextRuleMet_IsValid(string text)
    {
        var valid = Checks.IsValid("idn-hostname", text);

        Assert.True(valid);
    }

    [Theory]
    [InlineData("\u00B7")]
    [InlineData("l\u00B7")]
    [InlineData("\u00B7l")]
    [InlineData("L\u00B7l")]
    [InlineData("a\u00B7l")]
    [InlineData("\u0375")]
    [InlineData("\u0375a")]
    [InlineData("\u03B1\u0375")]
    [InlineData("\u05F3")]
    [InlineData("a\u05F3")]
    [InlineData("\u05F4\u05D0")]
    [InlineData("\u30FB")]
    [InlineData("a\u30FBb")]
    [InlineData("\u0628\u0660\u06F0")]
    [InlineData("\u0628\u06F0\u0660")]
    [InlineData("\u0915\u200D")]
    [InlineData("\u200D\u0915")]
    [InlineData("\u0915\u200C\u0915")]
    [InlineData("\u200C\u0628")]
    [InlineData("\u0628\u200C")]
    [InlineData("\u0627\u200C\u0628")]
    [InlineData("\u0628\u200C\u0628\u200C")]
    [InlineData("\u0628\u200C\u200C\u0628")]
    public void IdnHostName_ContextRuleBroken_IsInvalid(string text)
    {
        var valid = Checks.IsValid("idn-hostname", text);

        Assert.False(valid);
    }

    [Theory]
    [InlineData("a\u05D0")]
    [InlineData("\u05D0a")]
    [InlineData("1\u05D0")]
    [InlineData("\u05D01\u0660")]
    [InlineData("\u05D0.1a")]
    [InlineData("1.\u05D0")]
    [InlineData("a-1.\u05D0.1")]
    [InlineData("\u00E9\u0661")]
    [InlineData("xn--4db.1a")]
    [InlineData("\u0661")]
    public void IdnHostName_BidiRuleBroken_IsInvalid(string text)
    {
        var valid = Checks.IsValid("idn-hostname", text);

        Assert.False(valid);
    }

    [Theory]
    [InlineData("\u05D0.a")]
    [InlineData("a1.\u05D0")]
    [InlineData("\u05D0\u0660")]
    [InlineData("\u05D0\u05B0")]
    [InlineData("\u0627\u0651")]
    [InlineData("\u07CA\u07C0")]
    [InlineData("\u05D0.xn--4db")]
    [InlineData("a\u0301b.c")]
    public void IdnHostName_BidiRuleMet_IsValid(string text)
    {
        var valid = Checks.IsValid("idn-hostname", text);

        Assert.True(valid);
    }

    [Theory]
    [InlineData('a', 63, true)]
    [InlineData('a', 64, false)]
    [InlineData('\u00E9', 57, true)] // The A-label is 'xn--9c' and a letter for each.
    [InlineData('\u00E9', 58, false)]
    [InlineData('\u00E9', 64, false)]
    public void IdnHostName_EncodedLabelLength_EndsAt63(char letter, int length, bool expected)
    {
        var label = new string(letter, length);

        var valid = Checks.IsValid("idn-hostname", $"www.{label}.example");

        Assert.Equal(expected, valid);
    }

    [Theory]
    [InlineData(61, true)]
    [InlineData(62, false)]
    public void IdnHostName_EncodedNameLength_EndsAt253(int last, bool expected)
    {
        var label = new string('\u00E9', 57);

        var valid = Checks.IsValid("idn-hostname", $"{label}.{label}.{label}.{new string('a', last)}");

        Assert.Equal(expected, valid);
    }
}

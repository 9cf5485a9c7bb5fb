namespace RetailSync.Contracts.Tests.Schemas.Formats;

public class EmailFormatTests
{
    [Theory]
    [InlineData("a@b")]
    [InlineData("till.7@shop.example")]
    [InlineData("!#$%&'*+-/=?^_`{|}~@example.com")]
    [InlineData("a@1.2")]
    [InlineData("a@b-c.d--e")]
    [InlineData("a@xn--bogus.example")]
    public void Email_DotString_IsValid(string text)
    {
        var valid = Checks.IsValid("email", text);

        Assert.True(valid);
    }

    [Theory]
    [InlineData("\"\"@b")]
    [InlineData("\" \"@b")]
    [InlineData("\"a.b..c@d,<>()[]:;\"@b")]
    [InlineData("\"\\\"\"@b")]
    [InlineData("\"\\\\\"@b")]
    [InlineData("\"\\a\"@b")]
    public void Email_QuotedString_IsValid(string text)
    {
        var valid = Checks.IsValid("email", text);

        Assert.True(valid);
    }

    [Theory]
    [InlineData("a@[127.0.0.1]")]
    [InlineData("a@[IPv6:::1]")]
    [InlineData("a@[ipv6:2001:db8::1]")]
    [InlineData("a@[IPV6:::ffff:1.2.3.4]")]
    public void Email_AddressLiteral_IsValid(string text)
    {
        var valid = Checks.IsValid("email", text);

        Assert.True(valid);
    }

    [Theory]
    [InlineData("")]
    [InlineData("@")]
    [InlineData("@b")]
    [InlineData("a")]
    [InlineData(".a@b")]
    [InlineData("a.@b")]
    [InlineData("a..b@c")]
    [InlineData("a b@c")]
    [InlineData("a,b@c")]
    [InlineData("a(b)@c")]
    [InlineData("a\"b@c")]
    [InlineData("\"a@b")]
    [InlineData("\"a\"b@c")]
    [InlineData("\"a\"\"b\"@c")]
    [InlineData("\"a\\\"@b")]
    [InlineData("\"a\n\"@b")]
    [InlineData("\"\u007F\"@b")]
    [InlineData("\"\\\n\"@b")]
    [InlineData("\"@b")]
    [InlineData("\"a\"")]
    [InlineData("a@b@c")]
    [InlineData("\u00E9@b")]
    [InlineData("\"\u00E9\"@b")]
    [InlineData("a\u007F@b")]
    [InlineData("a\\b@c")]
    public void Email_BadLocalPart_IsInvalid(string text)
    {
        var valid = Checks.IsValid("email", text);

        Assert.False(valid);
    }

    [Theory]
    [InlineData("a@")]
    [InlineData("a@-b")]
    [InlineData("a@b-")]
    [InlineData("a@b.")]
    [InlineData("a@.b")]
    [InlineData("a@b..c")]
    [InlineData("a@b_c")]
    [InlineData("a@b c")]
    [InlineData("a@b\n")]
    [InlineData("a@\u00E9")]
    [InlineData("a@[127.0.0.1")]
    [InlineData("a@[]")]
    [InlineData("a@[")]
    [InlineData("a@127.0.0.1]")]
    [InlineData("a@[127.0.0.256]")]
    [InlineData("a@[::1]")]
    [InlineData("a@[IPv6:]")]
    [InlineData("a@[IPv6:::1%0]")]
    [InlineData("a@[x:y]")]
    [InlineData("Ann <a@b>")]
    [InlineData("a@b>")]
    public void Email_BadDomain_IsInvalid(string text)
    {
        var valid = Checks.IsValid("email", text);

        Assert.False(valid);
    }

    [Theory]
    [InlineData("\u00E9@b")]
    [InlineData("a@b\u00FCcher.example")]
    [InlineData("\u4F8B.\u3048@\u4F8B\u3048.\u30C6\u30B9\u30C8")]
    [InlineData("\"\u00E9 \u00E9\"@b")]
    [InlineData("a@b")]
    public void IdnEmail_BeyondAscii_IsValid(string text)
    {
        var valid = Checks.IsValid("idn-email", text);

        Assert.True(valid);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u00E9")]
    [InlineData("@\u00E9")]
    [InlineData("\u00E9@")]
    [InlineData("\u00E9@-\u00FC")]
    [InlineData("\u00E9@\u00FC-")]
    [InlineData("\u00E9@\u00FC..\u00FC")]
    [InlineData("\u00E9..\u00E9@b")]
    [InlineData("\u00E9 \u00E9@b")]
    [InlineData("\"\\\u00E9\"@b")]
    [InlineData("a\uFF20b")]
    [InlineData("\u00E9@\u00FC_a")]
    [InlineData("\u00E9@[\u00FC]")]
    [InlineData("\u00E9@[1.2.3.\u0664]")]
    public void IdnEmail_OtherText_IsInvalid(string text)
    {
        var valid = Checks.IsValid("idn-email", text);

        Assert.False(valid);
    }

    [Theory]
    [InlineData("email", 'a', 64, true)]
    [InlineData("email", 'a', 65, false)]
    [InlineData("idn-email", '\u00E9', 32, true)]
    [InlineData("idn-email", '\u00E9', 33, false)]
    public void Email_LocalPartLength_EndsAt64Octets(string format, char letter, int length, bool expected)
    {
        var local = new string(letter, length);

        var valid = Checks.IsValid(format, $"{local}@example.com");

        Assert.Equal(expected, valid);
    }

    [Theory]
    [InlineData(63, 63, true)]
    [InlineData(64, 1, false)]
    [InlineData(63, 64, false)]
    public void Email_DomainLength_EndsAt63AndAt255Octets(int first, int last, bool expected)
    {
        var middle = new string('b', 63);

        var valid = Checks.IsValid("email", $"x@{new string('a', first)}.{middle}.{middle}.{new string('c', last)}");

        Assert.Equal(expected, valid);
    }

    [Theory]
    [InlineData(63, true)]
    [InlineData(64, false)]
    public void IdnEmail_DomainLength_EndsAt255Octets(int length, bool expected)
    {
        var label = new string('\u00FC', 48);

        var valid = Checks.IsValid("idn-email", $"x@{label}.{label}.{new string('c', length - 2)}");

        Assert.Equal(expected, valid);
    }
}

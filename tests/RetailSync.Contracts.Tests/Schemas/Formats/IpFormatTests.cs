namespace RetailSync.Contracts.Tests.Schemas.Formats;

public class IpFormatTests
{
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("10.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("99.100.199.249")]
    public void Ipv4_FourOctets_IsValid(string text)
    {
        var valid = Checks.IsValid("ipv4", text);

        Assert.True(valid);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1.2.3")]
    [InlineData("1.2.3.")]
    [InlineData(".1.2.3")]
    [InlineData("1.2.3.4.")]
    [InlineData("1.2.3.4.5")]
    [InlineData("1..2.3")]
    [InlineData("256.1.1.1")]
    [InlineData("1.1.1.256")]
    [InlineData("1.1.1.999")]
    [InlineData("01.2.3.4")]
    [InlineData("1.2.3.00")]
    [InlineData("1.2.3.-4")]
    [InlineData("1.2.3.+4")]
    [InlineData("1.2.3.0x4")]
    [InlineData("1.2.3.4/8")]
    [InlineData("1.2.3.4 ")]
    [InlineData("1.2.3.\u0664")]
    [InlineData("1000.1.1.1")]
    public void Ipv4_OtherText_IsInvalid(string text)
    {
        var valid = Checks.IsValid("ipv4", text);

        Assert.False(valid);
    }

    [Theory]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("1::")]
    [InlineData("a:b:c:d:e:f:1:2")]
    [InlineData("A::F")]
    [InlineData("1:2:3:4:5:6:7::")]
    [InlineData("::2:3:4:5:6:7:8")]
    [InlineData("1:2:3::5:6:7:8")]
    [InlineData("::1.2.3.4")]
    [InlineData("1:2:3:4:5:6:1.2.3.4")]
    [InlineData("1::5:6:1.2.3.4")]
    [InlineData("1:2:3:4:5::1.2.3.4")]
    [InlineData("0000:0000:0000:0000:0000:ffff:255.255.255.255")]
    public void Ipv6_GroupsAndOneElision_IsValid(string text)
    {
        var valid = Checks.IsValid("ipv6", text);

        Assert.True(valid);
    }

    [Theory]
    [InlineData("1:2:3:4:5:6:7")]
    [InlineData("1:2:3:4:5:6:7:8:9")]
    [InlineData("1:2:3:4:5:6:7:8::")]
    [InlineData("::1:2:3:4:5:6:7:8")]
    [InlineData("1:2:3:4::5:6:7:8")]
    [InlineData("1:2:3:4:5:6:7:1.2.3.4")]
    [InlineData("1:2:3:4:5:1.2.3.4")]
    [InlineData("1:2:3:4:5:6::1.2.3.4")]
    [InlineData("1.2.3.4")]
    public void Ipv6_WrongCount_IsInvalid(string text)
    {
        var valid = Checks.IsValid("ipv6", text);

        Assert.False(valid);
    }

    [Theory]
    [InlineData("")]
    [InlineData(":")]
    [InlineData("1")]
    [InlineData(":::")]
    [InlineData("1:::2")]
    [InlineData("::1::")]
    [InlineData("1::2::3")]
    [InlineData(":1:2:3:4:5:6:7:8")]
    [InlineData("1:2:3:4:5:6:7:8:")]
    [InlineData(":1::")]
    [InlineData("1::2:")]
    [InlineData("12345::")]
    [InlineData("::g")]
    [InlineData("::1%0")]
    [InlineData("fe80::1%eth0")]
    [InlineData("::/0")]
    [InlineData("[::1]")]
    [InlineData("::1.2.3")]
    [InlineData("::1.2.3.4:5")]
    [InlineData("::01.2.3.4")]
    [InlineData("::256.1.1.1")]
    [InlineData("1.2.3.4::")]
    [InlineData(" ::1")]
    [InlineData("::1 ")]
    [InlineData("::\u0661")]
    public void Ipv6_OtherText_IsInvalid(string text)
    {
        var valid = Checks.IsValid("ipv6", text);

        Assert.False(valid);
    }
}

namespace RetailSync.Contracts.Tests.Schemas.Formats;

public class Base64FormatTests
{
    [Theory]
    [InlineData("")]
    [InlineData("QQ==")]
    [InlineData("QUI=")]
    [InlineData("QUJD")]
    [InlineData("+/+/")]
    [InlineData("QR==")]
    public void Byte_PaddedGroups_IsValid(string text)
    {
        var valid = Checks.IsValid("byte", text);

        Assert.True(valid);
    }

    [Theory]
    [InlineData("Q")]
    [InlineData("QQ")]
    [InlineData("QQ=")]
    [InlineData("QUI")]
    [InlineData("=")]
    [InlineData("====")]
    [InlineData("Q===")]
    [InlineData("QQ==QQ==")]
    [InlineData("QU=I")]
    [InlineData("-_-_")]
    [InlineData("QU JD")]
    [InlineData("QUJD\n")]
    [InlineData("QUJ\u00E9")]
    [InlineData("Q=Q=")]
    public void Byte_OtherText_IsInvalid(string text)
    {
        var valid = Checks.IsValid("byte", text);

        Assert.False(valid);
    }

    [Theory]
    [InlineData("")]
    [InlineData("QQ")]
    [InlineData("QQ==")]
    [InlineData("QUI")]
    [InlineData("QUI=")]
    [InlineData("QUJD")]
    [InlineData("-_-_")]
    [InlineData("QUJDQQ")]
    public void Base64Url_WithOrWithoutPadding_IsValid(string text)
    {
        var valid = Checks.IsValid("base64url", text);

        Assert.True(valid);
    }

    [Theory]
    [InlineData("Q")]
    [InlineData("QUJDQ")]
    [InlineData("QQ=")]
    [InlineData("QUI==")]
    [InlineData("=")]
    [InlineData("==")]
    [InlineData("+/+/")]
    [InlineData("Q=Q")]
    [InlineData("QUJ\u00E9")]
    [InlineData("QU JD")]
    [InlineData("QUJD=")]
    public void Base64Url_OtherText_IsInvalid(string text)
    {
        var valid = Checks.IsValid("base64url", text);

        Assert.False(valid);
    }
}

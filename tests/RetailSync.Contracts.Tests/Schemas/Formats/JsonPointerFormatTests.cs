namespace RetailSync.Contracts.Tests.Schemas.Formats;

public class JsonPointerFormatTests
{
    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("//")]
    [InlineData("/a")]
    [InlineData("/a~0b~1c")]
    [InlineData("/0/-/name")]
    [InlineData("/~01")]
    [InlineData("/\u00E9/\U0001F600")]
    [InlineData("/ \"\\\n")]
    public void JsonPointer_EscapedTokens_IsValid(string text)
    {
        var valid = Checks.IsValid("json-pointer", text);

        Assert.True(valid);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("#")]
    [InlineData("#/a")]
    [InlineData(" /a")]
    [InlineData("/a~")]
    [InlineData("/~2")]
    [InlineData("/~~0")]
    [InlineData("/a~/b")]
    [InlineData("~0")]
    public void JsonPointer_OtherText_IsInvalid(string text)
    {
        var valid = Checks.IsValid("json-pointer", text);

        Assert.False(valid);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("0#")]
    [InlineData("12")]
    [InlineData("10/a~1b")]
    [InlineData("0/")]
    [InlineData("1+2/a")]
    [InlineData("0-1#")]
    [InlineData("3-10")]
    public void Relative_LevelsAndPointer_IsValid(string text)
    {
        var valid = Checks.IsValid("relative-json-pointer", text);

        Assert.True(valid);
    }

    [Theory]
    [InlineData("")]
    [InlineData("#")]
    [InlineData("/a")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("00")]
    [InlineData("01/a")]
    [InlineData("0##")]
    [InlineData("0#/a")]
    [InlineData("0a")]
    [InlineData("0/~")]
    [InlineData("1+")]
    [InlineData("1+/a")]
    [InlineData("1+0/a")]
    [InlineData("1-01")]
    [InlineData("1+-1")]
    [InlineData(" 0")]
    [InlineData("0 ")]
    [InlineData("\u0660")]
    public void Relative_OtherText_IsInvalid(string text)
    {
        var valid = Checks.IsValid("relative-json-pointer", text);

        Assert.False(valid);
    }
}

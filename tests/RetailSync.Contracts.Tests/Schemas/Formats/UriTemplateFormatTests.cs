namespace RetailSync.Contracts.Tests.Schemas.Formats;

public class UriTemplateFormatTests
{
    [Theory]
    [InlineData("")]
    [InlineData("/orders")]
    [InlineData("a%20b")]
    [InlineData("it's")]
    [InlineData("\u00E9\uE000\U0001F600")]
    [InlineData("http://[::1]/?a=b&c#d")]
    public void UriTemplate_Literals_IsValid(string text)
    {
        var valid = Checks.IsValid("uri-template", text);

        Assert.True(valid);
    }

    [Theory]
    [InlineData("{a}")]
    [InlineData("{a,b_c,D9}")]
    [InlineData("/orders{/id}{?page,size*}")]
    [InlineData("{+a}")]
    [InlineData("{#a}")]
    [InlineData("{.a}")]
    [InlineData("{/a}")]
    [InlineData("{;a}")]
    [InlineData("{?a}")]
    [InlineData("{&a}")]
    [InlineData("{=a}")]
    [InlineData("{,a}")]
    [InlineData("{!a}")]
    [InlineData("{@a}")]
    [InlineData("{|a}")]
    [InlineData("{a:1}")]
    [InlineData("{a:9999}")]
    [InlineData("{a*}")]
    [InlineData("{a.b.c}")]
    [InlineData("{%41b}")]
    [InlineData("{_}")]
    [InlineData("{a}{b}")]
    public void UriTemplate_Expressions_IsValid(string text)
    {
        var valid = Checks.IsValid("uri-template", text);

        Assert.True(valid);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("}")]
    [InlineData("{}")]
    [InlineData("{+}")]
    [InlineData("a{")]
    [InlineData("a}")]
    [InlineData("{{a}}")]
    [InlineData("{a")]
    [InlineData("{a}}")]
    [InlineData("{a b}")]
    [InlineData("{a,}")]
    [InlineData("{,}")]
    [InlineData("{a,,b}")]
    [InlineData("{a:}")]
    [InlineData("{a:0}")]
    [InlineData("{a:01}")]
    [InlineData("{a:10000}")]
    [InlineData("{a:1*}")]
    [InlineData("{a*:1}")]
    [InlineData("{a**}")]
    [InlineData("{*}")]
    [InlineData("{:1}")]
    [InlineData("{.}")]
    [InlineData("{a.}")]
    [InlineData("{..a}")]
    [InlineData("{a..b}")]
    [InlineData("{+.a}")]
    [InlineData("{a-b}")]
    [InlineData("{a%4}")]
    [InlineData("{\u00E9}")]
    [InlineData("a b")]
    [InlineData("a\"b")]
    [InlineData("a<b")]
    [InlineData("a>b")]
    [InlineData("a\\b")]
    [InlineData("a^b")]
    [InlineData("a`b")]
    [InlineData("a|b")]
    [InlineData("a%b")]
    [InlineData("a%4xb")]
    [InlineData("a\u0000")]
    [InlineData("a\u007F")]
    [InlineData("a\u0080")]
    [InlineData("a\uFDD0")]
    [InlineData("{a:1\u0661}")]
    [InlineData("{a{b}}")]
    public void UriTemplate_OtherText_IsInvalid(string text)
    {
        var valid = Checks.IsValid("uri-template", text);

        Assert.False(valid);
    }
}

namespace RetailSync.Contracts.Tests.Schemas.Formats;

public class UriFormatTests
{
    [Theory]
    [InlineData("a:")]
    [InlineData("http://example.com")]
    [InlineData("https://u:p@example.com:8080/a/b;c=1,2/?q=a/b?c#d/e?f")]
    [InlineData("http://[::1]:80/")]
    [InlineData("http://[v1f.a:b]/")]
    [InlineData("http://[V1.~]")]
    [InlineData("http://example.com:/")]
    [InlineData("file:///etc/hosts")]
    [InlineData("urn:isbn:0451450523")]
    [InlineData("mailto:a@b")]
    [InlineData("tel:+49")]
    [InlineData("a+b-c.d:e")]
    [InlineData("x:/")]
    [InlineData("x:a//b")]
    [InlineData("x://")]
    [InlineData("x:?")]
    [InlineData("x:#")]
    [InlineData("http://a/%E2%82%AC")]
    [InlineData("http://%41.example/")]
    [InlineData("http://1.2.3.4.5/")]
    public void Uri_WithScheme_IsValid(string text)
    {
        var valid = Checks.IsValid("uri", text);

        Assert.True(valid);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("/a")]
    [InlineData("//a")]
    [InlineData("?a")]
    [InlineData("#a")]
    [InlineData(":a")]
    [InlineData("1a:b")]
    [InlineData("-a:b")]
    [InlineData("a_b:c")]
    [InlineData("\u00E4:b")]
    [InlineData("http://a b")]
    [InlineData("http://a/b c")]
    [InlineData("http://a/\n")]
    [InlineData("http://a/%")]
    [InlineData("http://a/%4")]
    [InlineData("http://a/%4g")]
    [InlineData("http://a/<")]
    [InlineData("http://a/\"")]
    [InlineData("http://a/{}")]
    [InlineData("http://a/|")]
    [InlineData("http://a/\\")]
    [InlineData("http://a/^")]
    [InlineData("http://a/`")]
    [InlineData("http://a/[")]
    [InlineData("http://a/?[")]
    [InlineData("http://a/#a#b")]
    [InlineData("http://a:b/")]
    [InlineData("http://a:1:2/")]
    [InlineData("http://a@b@c/")]
    [InlineData("http://[::1")]
    [InlineData("http://[::1]a")]
    [InlineData("http://::1]/")]
    [InlineData("http://[]/")]
    [InlineData("http://[1.2.3.4]/")]
    [InlineData("http://[::1%25eth0]/")]
    [InlineData("http://[v.a]/")]
    [InlineData("http://[v1.]/")]
    [InlineData("http://[vg.a]/")]
    [InlineData("http://[v1.a/b]/")]
    [InlineData("http://[v1.@]/")]
    [InlineData("http://u[@a/")]
    [InlineData("http://a/\u00E9")]
    [InlineData("http://\u00E9/")]
    [InlineData("http://a/?\u00E9")]
    [InlineData("http://a/#\u00E9")]
    [InlineData("http://a/\u007F")]
    public void Uri_OtherText_IsInvalid(string text)
    {
        var valid = Checks.IsValid("uri", text);

        Assert.False(valid);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("/a")]
    [InlineData("//a")]
    [InlineData("//a:1/b")]
    [InlineData("?a")]
    [InlineData("#a")]
    [InlineData("a/b:c")]
    [InlineData("./a:b")]
    [InlineData("../..")]
    [InlineData("a;b")]
    [InlineData("/:a")]
    [InlineData("http://example.com")]
    [InlineData("?a:b")]
    [InlineData("#a:b")]
    [InlineData("//")]
    [InlineData("//@")]
    [InlineData("//:")]
    public void UriReference_Relative_IsValid(string text)
    {
        var valid = Checks.IsValid("uri-reference", text);

        Assert.True(valid);
    }

    [Theory]
    [InlineData(":a")]
    [InlineData("1:a")]
    [InlineData("a b")]
    [InlineData("\\a")]
    [InlineData("/%")]
    [InlineData("//[::1")]
    [InlineData("//a:b")]
    [InlineData("a_b:c")]
    [InlineData("#a#b")]
    [InlineData("/\u00E9")]
    [InlineData("/[a]")]
    public void UriReference_OtherText_IsInvalid(string text)
    {
        var valid = Checks.IsValid("uri-reference", text);

        Assert.False(valid);
    }
}

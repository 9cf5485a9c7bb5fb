using System.Buffers.Text;
using System.Text;
using RetailSync.Policies.Identify;

namespace RetailSync.Policies.Tests.Identify;

public sealed class UnverifiedTokenTests
{
    private const string Header = """{"alg":"RS256","kid":"k1"}""";
    private const string Payload = """{"iss":"https://a/","aud":"b","exp":1767272400}""";

    [Fact]
    public void TryRead_GoodForm_IsRead()
    {
        var token = UnverifiedToken.TryRead(Token(Header, Payload), out var fault);

        Assert.Equal("", fault);
        Assert.Equal(new UnverifiedToken("https://a/", "RS256", "k1", false, DateTimeOffset.FromUnixTimeSeconds(1_767_272_400), null, null, null), token);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("a.b.c.d")]
    [InlineData("a.b.c.d.e")]
    [InlineData("a.b.c.d.e.f.g")]
    [InlineData("..")]
    [InlineData("e30.e30.")]
    [InlineData("e3 0.e30.AAAA")]
    [InlineData("e30=.e30.AAAA")]
    [InlineData("e30.e30.AA+/")]
    [InlineData("e.e30.AAAA")]
    public void TryRead_NotAToken_IsRefused(string token)
    {
        Assert.Null(UnverifiedToken.TryRead(token, out var fault));
        Assert.NotEqual("", fault);
    }

    [Theory]
    [InlineData("[]", Payload)]
    [InlineData("\"text\"", Payload)]
    [InlineData("{}", Payload)]
    [InlineData("""{"alg":5}""", Payload)]
    [InlineData("""{"alg":""}""", Payload)]
    [InlineData("""{"alg":"RS256","alg":"none"}""", Payload)]
    [InlineData("""{"alg":"RS256","kid":5}""", Payload)]
    [InlineData("""{"alg":"RS256","crit":["b64"],"b64":false}""", Payload)]
    [InlineData(Header, "[]")]
    [InlineData(Header, "not json")]
    [InlineData(Header, "{} {}")]
    [InlineData(Header, """{"iss":"https://a/","aud":"b","exp":1,"x":{"y":1,"y":2}}""")]
    [InlineData(Header, """{"iss":"https://a/","aud":"b","exp":1,"\u0065xp":2}""")]
    public void TryRead_BadJson_IsRefused(string header, string payload) => Assert.Null(UnverifiedToken.TryRead(Token(header, payload), out _));

    [Fact]
    public void TryRead_DeepNesting_IsRefused()
    {
        var payload = Payload[..^1] + ",\"x\":" + new string('[', 17) + new string(']', 17) + "}";

        Assert.Null(UnverifiedToken.TryRead(Token(Header, payload), out _));
    }

    [Theory]
    [InlineData("""{"x5t#S256":"47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"}""", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("""{"x5t#S256":"47DEQpj8HBSa"}""", null)]
    [InlineData("""{"x5t#S256":"47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFUAAAA"}""", null)]
    [InlineData("""{"x5t#S256":"%%%"}""", null)]
    [InlineData("""{"x5t#S256":7}""", null)]
    [InlineData("""{"x5t#S256":null}""", null)]
    [InlineData("""{"x5t#S256":"47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU","jkt":"a"}""", null)]
    [InlineData("""{"jkt":"47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"}""", null)]
    [InlineData("{}", null)]
    [InlineData("null", null)]
    [InlineData("\"text\"", null)]
    public void TryRead_BoundToAKey_OnlyACertificateIsUnderstood(string confirmation, string? expected)
    {
        var token = UnverifiedToken.TryRead(Token(Header, $"{Payload[..^1]},\"cnf\":{confirmation}}}"), out _);

        Assert.Equal(expected, token?.BoundTo);
    }

    private static string Token(string header, string payload) =>
        $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload))}.AAAA";
}

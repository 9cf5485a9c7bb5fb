using System.Collections.Frozen;
using System.Diagnostics;
using System.Text;
using CsCheck;
using RetailSync.Gateway;
using RetailSync.Gateway.Masking;
using RetailSync.Testing;

namespace RetailSync.Plugins.Tests.Masking;

public sealed class MaskerTests
{
    private static readonly Masker Masker = new(new MaskingOptions { Headers = ["X-Loyalty-Card"], Names = ["birth-date"] });

    [Theory]
    [InlineData("4111111111111111", "[card]")]
    [InlineData("pay 4111 1111 1111 1111 now", "pay [card] now")]
    [InlineData("4111-1111-1111-1111, 12/27", "[card], 12/27")]
    [InlineData("4111 1111 1111 1111 12", "[card] 12")]
    [InlineData("5 5500005555555559", "5 [card]")]
    [InlineData("/cards/378282246310005/limits", "/cards/[card]/limits")]
    [InlineData("card4222222222222", "card[card]")]
    [InlineData("6304000000000000000", "[card]")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl", "[token]")]
    [InlineData("was eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0. there", "was [token] there")]
    [InlineData("key rsk_ab12cd34_0123456789abcdefghjkmnpqrstvwxyz0123456789ABC", "key rsk_ab12cd34[key]")]
    [InlineData("key rsk_ab12cd34 was revoked", "key rsk_ab12cd34 was revoked")]
    [InlineData("got Bearer abcdef123456", "got Bearer [token]")]
    [InlineData("bearer%20abcdef123456", "bearer%20[token]")]
    [InlineData("Basic dXNlcjpwYXNz", "Basic [token]")]
    [InlineData("mail jo.doe+x@mail.example.com.", "mail [email].")]
    [InlineData("/customers/jo.doe%40example.com/orders", "/customers/[email]/orders")]
    [InlineData("postgres://app:s3cret@db.internal:5432/x", "postgres://[credentials]:5432/x")]
    [InlineData("?token=abc&page=2", "?token=[secret]&page=2")]
    [InlineData("Host=db;Password=hun ter2;Port=1", "Host=db;Password=[secret] ter2;Port=1")]
    [InlineData("{\"password\":\"hunter 2\",\"a\":1}", "{\"password\":\"[secret]\",\"a\":1}")]
    [InlineData("{\"apiKey\" : \"k\"}", "{\"apiKey\" : \"[secret]\"}")]
    [InlineData("userPassword=hunter2", "userPassword=[secret]")]
    [InlineData("db_password: hunter2", "db_password: [secret]")]
    [InlineData("Cookie: a=b; c=d\nNext: x", "Cookie: [secret]\nNext: x")]
    [InlineData("X-Loyalty-Card: 12 34", "X-Loyalty-Card: [secret]")]
    [InlineData("?birth-date=1970-01-01", "?birth-date=[secret]")]
    [InlineData("token={hunter2}", "token=[secret]}")]
    public void Mask_Secret_IsHidden(string text, string expected)
    {
        var masked = Masker.Mask(text);

        Assert.Equal(expected, masked);
        Assert.Equal(masked, Masker.Mask(masked));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Request 0192f0c2a5b67c8d9e0f102132435465 on route crm ended as upstream-failed: ConnectionRefused")]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")]
    [InlineData("0000000000000000e411111111111111")]
    [InlineData("contract crm/customers@1, package a@10.0.0")]
    [InlineData("GET /products/5901234123457 took 12 ms at 2026-11-23 18:00:00")]
    [InlineData("4111111111111112")]
    [InlineData("The token has expired: IDX10223")]
    [InlineData("ReverseProxy:Clusters:crm:Upstream:Secret: a secret is given by reference")]
    [InlineData("Secret=env:CRM_KEY")]
    [InlineData("Bearer realm=\"retailsync\"")]
    [InlineData("tokens=3 keys=4")]
    [InlineData("RetailSync.Gateway.KeyJsonConverterFactory.Resolve")]
    public void Mask_OrdinaryText_IsTheSameObject(string text) => Assert.Same(text, Masker.Mask(text));

    [Fact]
    public void Mask_OrdinaryText_AllocatesNothing()
    {
        const string Text = "Request 0192f0c2a5b67c8d9e0f102132435465 on route crm ended as upstream-failed: HttpRequestException: Connection refused (127.0.0.1:9101)";
        Masker.Mask(Text);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 100; i++)
        {
            Masker.Mask(Text);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Mask_CardAnywhere_IsNeverLeft() => Gen.Select(Gen.String[0, 30], Gen.String[0, 30]).Sample((before, after) =>
    {
        // Next to digits, or inside a hash, a number is no card's number any more.
        var text = $"{before} |4111111111111111| {after}";

        Assert.DoesNotContain("4111111111111111", Masker.Mask(text));
    });

    [Fact]
    public void Mask_AnyText_NeverThrowsAndIsStable() => Gen.String[0, 200].Sample(text => Masker.Mask(Masker.Mask(text)) == Masker.Mask(text));

    [Theory]
    [InlineData("1 2 3 4 5 6 7 8 9 0 ")]
    [InlineData("key_key_")]
    [InlineData("password: ")]
    [InlineData("token='")]
    [InlineData("a@b.")]
    [InlineData("%40%40")]
    [InlineData("eyJeyJ.")]
    [InlineData("Bearer Bearer")]
    [InlineData("http://")]
    [InlineData("abcdef0123456789")]
    public void Mask_HostileText_TakesLinearTime(string pattern)
    {
        var text = new StringBuilder().Insert(0, pattern, 400_000 / pattern.Length).ToString();
        var started = Stopwatch.GetTimestamp();

        Masker.Mask(text);

        // Linear, it takes a fraction of a second on a busy machine; a quadratic rule would take minutes.
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 10);
    }

    [Theory]
    [InlineData("/crm/v1/customers/17/cards/9", "/crm/v1/customers/{customerId}/cards/9")]
    [InlineData("/crm/v1/customers/jo@example.com/cards/9", "/crm/v1/customers/{customerId}/cards/9")]
    public void MaskPath_NamesOfTheContract_AreHidden(string path, string expected)
    {
        var operation = Some.Operation(path: "/customers/{customerId}/cards/{cardNumber}") with { SensitiveNames = new[] { "customerId" }.ToFrozenSet() };

        Assert.Equal(expected, Masker.MaskPath(path, operation));
    }

    [Theory]
    [InlineData("?a=1&token=x&email=jo", "?a=1&token=[secret]&email=[secret]")]
    [InlineData("to%6Ben=x", "to%6Ben=[secret]")]
    [InlineData("?note=jo%40example.com", "?note=[email]")]
    [InlineData("?", "?")]
    public void MaskQuery_SensitiveParameters_AreHidden(string query, string expected) => Assert.Equal(expected, Masker.MaskQuery(query));

    [Theory]
    [InlineData("authorization", "Negotiate x", "[secret]")]
    [InlineData("Set-Cookie", "a=b", "[secret]")]
    [InlineData("Client-Cert", ":abc:", "[secret]")]
    [InlineData("x-loyalty-card", "1", "[secret]")]
    [InlineData("Accept", "text/html", "text/html")]
    [InlineData("X-Note", "jo@example.com", "[email]")]
    public void MaskHeader_Header_IsHiddenOrMasked(string name, string value, string expected) => Assert.Equal(expected, Masker.MaskHeader(name, value));
}

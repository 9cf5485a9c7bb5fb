using Microsoft.AspNetCore.Http;
using RetailSync.Gateway;
using RetailSync.Policies.RateLimit;
using RetailSync.Testing;

namespace RetailSync.Policies.Tests.RateLimit;

/// <summary>That a caller gets no other counter by writing the same thing differently, and reaches into nobody else's.</summary>
public sealed class RateKeyTests
{
    [Theory]
    [InlineData("store-7", "store-7", true)]
    [InlineData("store-7", "STORE-7", true)]
    [InlineData("store-7", "  store-7 ", true)]
    [InlineData("store-7", "store-8", false)]
    [InlineData("store-7", null, false)]
    [InlineData(null, null, true)]
    public void Header_Value_DecidesWhoShares(string? one, string? other, bool shared) =>
        Assert.Equal(shared, KeyOf(("X-Store-Id", one)) == KeyOf(("X-Store-Id", other)));

    [Fact]
    public void Header_Empty_IsNotAbsent() => Assert.NotEqual(RateKeyMaker.Value(default), RateKeyMaker.Value(""));

    [Fact]
    public void Header_LongValues_AreBoundedAndToldApart()
    {
        var (one, other) = (new string('a', 30_000), new string('a', 29_999) + "b");

        Assert.Equal(65, KeyOf(("X-Store-Id", one)).Headers!.Length);
        Assert.NotEqual(KeyOf(("X-Store-Id", one)), KeyOf(("X-Store-Id", other)));
        Assert.Equal(KeyOf(("X-Store-Id", one)), KeyOf(("X-Store-Id", one.ToUpperInvariant())));
    }

    [Fact]
    public void Header_ValueThatLooksLikeAHash_IsNotTakenForOne()
    {
        var hashed = KeyOf(("X-Store-Id", new string('a', 65))).Headers!;

        Assert.NotEqual(hashed, KeyOf(("X-Store-Id", hashed)).Headers);
        Assert.NotEqual(hashed, KeyOf(("X-Store-Id", hashed[1..])).Headers);
    }

    [Fact]
    public void Headers_TwoOfThem_DoNotRunIntoEachOther()
    {
        string[] parts = ["header:X-Till", "header:X-Store-Id"];

        Assert.NotEqual(KeyOf(parts, ("X-Store-Id", "1"), ("X-Till", "23")), KeyOf(parts, ("X-Store-Id", "12"), ("X-Till", "3")));
        Assert.NotEqual(KeyOf(parts, ("X-Store-Id", "1")), KeyOf(parts, ("X-Till", "1")));
        Assert.Equal(KeyOf(parts, ("X-Store-Id", "1")), KeyOf(["header:x-store-id", "header:x-till"], ("X-STORE-ID", "1")));
    }

    [Fact]
    public void NameOn_AnyKey_IsShortAndHoldsNothingOfTheCallers()
    {
        var name = KeyOf(("X-Store-Id", "a}{b\r\nFLUSHALL\0*ü" + new string('x', 40))).NameOn("retailsync:");

        Assert.Matches("^retailsync:rate:\\{[0-9a-f]{32}\\}$", name);
    }

    [Fact]
    public void NameOn_DifferentKeys_Differ()
    {
        var key = new RateKey("w", "api:a/b", "c", "d", 1, "=e");
        RateKey[] others =
        [
            key with { Windows = "v" }, key with { Scope = "route:a/b" }, key with { Consumer = null }, key with { Consumer = "" }, key with { Operation = null },
            key with { Address = UInt128.One << 64 }, key with { Headers = null }, key with { Headers = "" }, key with { Scope = "api:a/bc", Consumer = "" },
            key with { Consumer = "cd", Operation = "" }, key,
        ];

        Assert.Equal(others.Length, others.Select(each => each.NameOn("p")).Distinct().Count());
        Assert.Equal(key.NameOn("p"), (key with { }).NameOn("p"));
    }

    private static RateKey KeyOf(params (string Name, string? Value)[] headers) => KeyOf(["consumer", "header:X-Store-Id"], headers);

    private static RateKey KeyOf(string[] parts, params (string Name, string? Value)[] headers)
    {
        var exchange = Some.Exchange(caller: Some.Caller());
        foreach (var (name, value) in headers.Where(header => header.Value is not null))
        {
            exchange.Context.Request.Headers.Append(name, value);
        }

        return new RateKeyMaker(parts, "w", new RouteFacts { RouteId = "crm" }).KeyOf(exchange);
    }
}

using System.Collections.Frozen;
using RetailSync.Policies.Identify;
using RetailSync.Testing;

namespace RetailSync.Policies.Tests.Identify;

public sealed class TokenCacheTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Find_AfterItsTime_IsGone()
    {
        var cache = new TokenCache(10);
        cache.Add(Hash(1), Token("a"), Now);

        Assert.NotNull(cache.Find(Hash(1), Now.AddSeconds(59)));
        Assert.Null(cache.Find(Hash(1), Now.AddSeconds(60)));
    }

    [Fact]
    public void Find_SameStartOfTheHash_IsAnotherToken()
    {
        var cache = new TokenCache(10);
        cache.Add(new TokenHash(1, 2, 3, 4), Token("a"), Now);

        Assert.Null(cache.Find(new TokenHash(1, 2, 3, 5), Now));
    }

    [Fact]
    public void Add_Full_KeepsWhatIsAskedFor()
    {
        var cache = new TokenCache(3);
        cache.Add(Hash(1), Token("used"), Now);
        cache.Add(Hash(2), Token("idle"), Now);
        cache.Add(Hash(3), Token("idle"), Now);
        cache.Find(Hash(1), Now);

        cache.Add(Hash(4), Token("new"), Now);

        Assert.Equal(3, cache.Count);
        Assert.NotNull(cache.Find(Hash(1), Now));
        Assert.Null(cache.Find(Hash(2), Now));
        Assert.NotNull(cache.Find(Hash(3), Now));
        Assert.NotNull(cache.Find(Hash(4), Now));
    }

    [Fact]
    public void Add_FarMoreThanItHolds_StaysBounded()
    {
        var cache = new TokenCache(100);

        for (var i = 1UL; i <= 10_000; i++)
        {
            cache.Add(Hash(i), Token("a"), Now);
            cache.Find(Hash(i), Now);
        }

        Assert.Equal(100, cache.Count);
    }

    [Fact]
    public void Add_SameTokenAgain_ReplacesIt()
    {
        var cache = new TokenCache(100);
        cache.Add(Hash(1), Token("first"), Now);

        cache.Add(Hash(1), Token("second"), Now);

        Assert.Equal(1, cache.Count);
        Assert.Equal("second", cache.Find(Hash(1), Now)!.Subject);
    }

    [Fact]
    public void CallerIn_SameConsumer_IsMadeOnce()
    {
        var token = new KnownToken("web-shop", new[] { "crm.read", "crm.write" }.ToFrozenSet(), [], null, null, Now);
        var consumers = new FakeSnapshot([Some.Consumer("web-shop", "crm.read")]);

        var first = token.CallerIn(consumers);
        var second = token.CallerIn(consumers);
        var regranted = token.CallerIn(new FakeSnapshot([Some.Consumer("web-shop", "crm.write", "payment.refund")]));

        Assert.Same(first, second);
        Assert.Equal(["crm.read"], first!.Scopes);
        Assert.Equal(["crm.write"], regranted!.Scopes);
        Assert.Null(token.CallerIn(new FakeSnapshot([])));
    }

    [Fact]
    public void TryCompute_BeyondAscii_IsRefused() => Assert.False(TokenHash.TryCompute("tok\u00e9n", out _));

    [Theory]
    [InlineData(10)]
    [InlineData(2_048)]
    [InlineData(2_049)]
    [InlineData(8_192)]
    public void TryCompute_AnyLength_IsTheSha256(int length)
    {
        var token = new string('x', length);

        TokenHash.TryCompute(token, out var hash);

        var expected = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(token));
        Assert.Equal(BitConverter.ToUInt64(expected, 0), hash.A);
        Assert.Equal(BitConverter.ToUInt64(expected, 24), hash.D);
    }

    private static TokenHash Hash(ulong number) => new(number, 0, 0, 0);

    private static KnownToken Token(string subject) => new(subject, [], [], null, null, Now.AddSeconds(60));
}

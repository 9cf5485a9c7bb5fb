using System.Security.Cryptography;
using System.Text;

namespace RetailSync.Catalog.Tests.ApiKeys;

public sealed class ApiKeyTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Create_Always_HasTheForm()
    {
        for (var i = 0; i < 200; i++)
        {
            Assert.Matches(@"\Arsk_[0-9a-hjkmnp-tv-z]{8}_[A-Za-z0-9_-]{43}\z", ApiKey.Create(Noon).Key);
        }
    }

    [Fact]
    public void Create_Record_HoldsPrefixAndHashOfTheWholeKey()
    {
        var made = ApiKey.Create(Noon);

        Assert.Equal(made.Key[..12], made.Record.Prefix);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(made.Key))), made.Record.Sha256);
        Assert.Equal((Noon, null), (made.Record.CreatedAt, made.Record.ExpiresAt));
    }

    [Fact]
    public void Create_Often_NeverRepeats()
    {
        var keys = Enumerable.Range(0, 1_000).Select(_ => ApiKey.Create(Noon).Key[13..]).ToHashSet();

        Assert.Equal(1_000, keys.Count);
    }

    [Fact]
    public void ToString_NewKey_HidesTheKey()
    {
        var made = ApiKey.Create(Noon);

        Assert.Equal(made.Record.Prefix, made.ToString());
    }
}

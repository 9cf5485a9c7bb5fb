using System.Collections.Frozen;
using RetailSync.Gateway;

namespace RetailSync.Catalog.Tests.Model;

public sealed class ConsumerDirectoryTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Find_ById_IsExact()
    {
        var directory = new ConsumerDirectory([Shop()]);

        Assert.Equal("web-shop", directory.Find("web-shop")?.Id);
        Assert.Null(directory.Find("Web-Shop"));
    }

    [Theory]
    [InlineData("web-shop", true)]
    [InlineData("spa-client", true)]
    [InlineData("other", false)]
    public void FindBySubject_IdOrSubject_FindsTheConsumer(string subject, bool found)
    {
        var directory = new ConsumerDirectory([Shop()]);

        Assert.Equal(found, directory.FindBySubject(subject) is not null);
    }

    [Fact]
    public void FindByApiKey_LiveKey_FindsItsConsumer()
    {
        var (mine, others) = (ApiKey.Create(Noon), ApiKey.Create(Noon));
        var directory = new ConsumerDirectory([Shop(mine.Record), Shop(others.Record) with { Id = "till" }]);

        Assert.Equal("web-shop", directory.FindByApiKey(mine.Key, Noon)?.Id);
        Assert.Equal("till", directory.FindByApiKey(others.Key, Noon)?.Id);
    }

    [Fact]
    public void FindByApiKey_AnyCharacterChanged_FindsNobody()
    {
        var made = ApiKey.Create(Noon);
        var directory = new ConsumerDirectory([Shop(made.Record)]);

        for (var i = 0; i < made.Key.Length; i++)
        {
            var wrong = made.Key.ToCharArray();
            wrong[i] = wrong[i] == 'x' ? 'y' : 'x';
            Assert.Null(directory.FindByApiKey(wrong, Noon));
        }
    }

    [Fact]
    public void FindByApiKey_OtherSecretUnderAKnownPrefix_FindsNobody()
    {
        var (mine, others) = (ApiKey.Create(Noon), ApiKey.Create(Noon));
        var directory = new ConsumerDirectory([Shop(mine.Record)]);

        Assert.Null(directory.FindByApiKey(mine.Record.Prefix + others.Key[12..], Noon));
    }

    [Theory]
    [InlineData("")]
    [InlineData("rsk_")]
    [InlineData("rsk_ab12cd34")]
    public void FindByApiKey_NoKeyAtAll_FindsNobody(string text)
    {
        var made = ApiKey.Create(Noon);
        var directory = new ConsumerDirectory([Shop(made.Record)]);

        Assert.Null(directory.FindByApiKey(text, Noon));
        Assert.Null(directory.FindByApiKey(made.Key + "x", Noon));
        Assert.Null(directory.FindByApiKey(made.Key.AsSpan()[..^1], Noon));
        Assert.Null(directory.FindByApiKey(made.Key[..^1] + "\u20AC", Noon));
    }

    [Fact]
    public void FindByApiKey_Expiry_IsTheFirstMomentItFails()
    {
        var made = ApiKey.Create(Noon);
        var directory = new ConsumerDirectory([Shop(made.Record with { ExpiresAt = Noon.AddHours(1) })]);

        Assert.NotNull(directory.FindByApiKey(made.Key, Noon.AddHours(1).AddTicks(-1)));
        Assert.Null(directory.FindByApiKey(made.Key, Noon.AddHours(1)));
    }

    [Fact]
    public void FindByApiKey_UpperCaseHash_IsTheSameHash()
    {
        var made = ApiKey.Create(Noon);
        var directory = new ConsumerDirectory([Shop(made.Record with { Sha256 = made.Record.Sha256.ToUpperInvariant() })]);

        Assert.NotNull(directory.FindByApiKey(made.Key, Noon));
    }

    [Fact]
    public void FindByCertificate_Thumbprint_WinsOverNames()
    {
        var directory = new ConsumerDirectory(
            [Shop() with { Certificates = [new("aa", null)] }, Shop() with { Id = "till", Certificates = [new(null, "dns:till.example.com"), new(null, "uri:urn:till")] }, Shop() with { Id = "guest", Certificates = [new(null, "dns:guest.example.com")] }]);

        Assert.Equal("web-shop", Find("aa")?.Id);
        Assert.Equal("web-shop", Find("aa", "dns:till.example.com")?.Id);
        Assert.Equal("till", Find("bb", "dns:other", "uri:urn:till", "dns:till.example.com")?.Id);
        Assert.Null(Find("bb"));
        Assert.Null(Find("AA"));
        Assert.Null(Find("bb", "dns:TILL.example.com"));
        Assert.Null(Find("bb", "dns:till.example.com", "dns:guest.example.com"));

        Consumer? Find(string sha256, params string[] names) => directory.FindByCertificate(new ClientCertificate { Sha256 = sha256, Subject = "CN=any", Names = names });
    }

    private static Consumer Shop(params ApiKeyRecord[] keys) =>
        new() { Id = "web-shop", Name = "Web shop", Owner = "digital-team", Scopes = FrozenSet<string>.Empty, Subjects = ["spa-client"], ApiKeys = keys };
}

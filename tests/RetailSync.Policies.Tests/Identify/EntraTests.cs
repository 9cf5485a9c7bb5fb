using System.Net;
using RetailSync.Testing;

namespace RetailSync.Policies.Tests.Identify;

public sealed class EntraTests : IAsyncLifetime
{
    private FakeIssuer _issuer = null!;

    public async ValueTask InitializeAsync() => _issuer = await FakeIssuer.StartEntraAsync();

    public ValueTask DisposeAsync() => _issuer.DisposeAsync();

    [Fact]
    public async Task Send_ApplicationToken_IsIdentifiedByItsRoles()
    {
        await using var host = await StartAsync();

        var answer = await host.SendAsync(_issuer.Token());

        Assert.Equal("web-shop|crm.read|jwt|digital-team|crm.read", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Send_DelegatedToken_IsIdentifiedByItsScopes()
    {
        await using var host = await StartAsync();

        var answer = await host.SendAsync(_issuer.Token(claims =>
        {
            claims.Remove("roles");
            claims["scp"] = "crm.read crm.write";
        }));

        Assert.StartsWith("web-shop|crm.read crm.write|jwt|", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_Tokens_AskNobodyElse()
    {
        await using var host = await StartAsync();
        await host.SendAsync(_issuer.Token());
        await host.SendAsync(_issuer.Token(claims => claims["aud"] = "another"));

        Assert.Equal(1, _issuer.DiscoveryFetches);
        Assert.Equal(1, _issuer.KeyFetches);
        Assert.Equal(0, _issuer.OtherFetches);
    }

    [Theory]
    [InlineData("iss", "http://127.0.0.1/11111111-2222-3333-4444-555555555555/v2.0")]
    [InlineData("iss", "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0")]
    [InlineData("iss", "https://sts.windows.net/11111111-2222-3333-4444-555555555555/")]
    [InlineData("aud", "another")]
    [InlineData("aud", "api://retailsync")]
    [InlineData("exp", 1_700_000_000)]
    [InlineData("azp", "stranger")]
    public async Task Send_WrongClaim_Is401(string claim, object value)
    {
        await using var host = await StartAsync();

        var answer = await host.SendAsync(_issuer.Token(claims => claims[claim] = value));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("HS256")]
    [InlineData("none")]
    public async Task Send_WrongAlgorithm_Is401(string algorithm)
    {
        await using var host = await StartAsync();

        var answer = await host.SendAsync(_issuer.Token(algorithm: algorithm));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Send_NeitherScopesNorRoles_IsRefusedByTheLibrary()
    {
        await using var host = await StartAsync();

        var answer = await host.SendAsync(_issuer.Token(claims => claims.Remove("roles")));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.StartsWith("'fake': ", host.LastReason, StringComparison.Ordinal);
    }

    private Task<IdentifyHost> StartAsync() => IdentifyHost.StartAsync(_issuer, identity: ("Providers:0:Kind", "entra"));
}

using System.Collections.Frozen;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using RetailSync.Gateway;
using RetailSync.Testing;

namespace RetailSync.Policies.Tests.Identify;

[Trait("Attack", "D23")]
[Trait("Attack", "D25")]
public sealed class IdentifyCredentialTests : IAsyncLifetime
{
    private const string Key = "rsk_ab12cd34_0123456789abcdef0123456789abcdef";

    private FakeIssuer _issuer = null!;

    public async ValueTask InitializeAsync() => _issuer = await FakeIssuer.StartAsync();

    public ValueTask DisposeAsync() => _issuer.DisposeAsync();

    [Fact]
    public async Task Send_ApiKey_IsIdentifiedAndTaken()
    {
        await using var host = await StartAsync();

        var answer = await host.SendAsync(null, apiKey: Key);

        Assert.Equal("store-pos|pos.read pos.write|api-key|store-team|", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Send_NoCredential_IsToldBothSchemes()
    {
        await using var host = await StartAsync();

        var answer = await host.SendAsync(null);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Bearer realm=\"retailsync\", ApiKey realm=\"retailsync\"", answer.Headers.WwwAuthenticate.ToString());
    }

    [Theory]
    [InlineData("jwt", "Bearer realm=\"retailsync\"")]
    [InlineData("api-key", "ApiKey realm=\"retailsync\"")]
    public async Task Send_NoCredentialToOneScheme_IsToldThatOne(string scheme, string challenge)
    {
        await using var host = await StartAsync(scheme);

        var answer = await host.SendAsync(null);

        Assert.Equal(challenge, answer.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task Send_BadToken_IsToldWithoutInternals()
    {
        await using var host = await StartAsync();

        var answer = await host.SendAsync("abc");

        Assert.Equal(
            "Bearer realm=\"retailsync\", error=\"invalid_token\", error_description=\"The token is not valid.\", ApiKey realm=\"retailsync\"",
            answer.Headers.WwwAuthenticate.ToString());
        Assert.Equal("The token is not valid.", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("The token is malformed: not three parts.", host.LastReason);
    }

    [Fact]
    public async Task Send_SchemeNotOfTheRoute_Is401()
    {
        await using var tokens = await StartAsync("jwt");
        await using var keys = await StartAsync("api-key");

        Assert.Equal(HttpStatusCode.Unauthorized, (await tokens.SendAsync(null, apiKey: Key)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await keys.SendAsync(_issuer.Token())).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await keys.SendAsync(null, apiKey: Key)).StatusCode);
    }

    [Theory]
    [InlineData("/", "Authorization: Bearer TOKEN", "Authorization: Bearer TOKEN")]
    [InlineData("/", "Authorization: Bearer TOKEN", "Authorization: Basic eDp5")]
    [InlineData("/", "Authorization: Bearer TOKEN", "authorization: Bearer other")]
    [InlineData("/", "Authorization: Bearer TOKEN", "X-Api-Key: KEY")]
    [InlineData("/", "X-Api-Key: KEY", "X-Api-Key: KEY")]
    [InlineData("/", "X-Api-Key: KEY", "Authorization:")]
    [InlineData("/?access_token=x", "Authorization: Bearer TOKEN", "Cookie: access_token=x")]
    [InlineData("/?a=1&access%5Ftoken=x", "Authorization: Bearer TOKEN", "Accept: */*")]
    [InlineData("/?Access_Token=x", "X-Api-Key: KEY", "Accept: */*")]
    public async Task Send_TwoCredentials_Is401(string path, string first, string second)
    {
        await using var host = await StartAsync();
        var token = _issuer.Token();

        var status = await host.SendRawAsync(path, Filled(first, token), Filled(second, token));

        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Equal("More than one credential.", host.LastReason);
    }

    [Theory]
    [InlineData("Authorization: Bearer")]
    [InlineData("Authorization: Bearer ")]
    [InlineData("Authorization:")]
    [InlineData("Authorization: TOKEN")]
    [InlineData("Authorization: Basic dXNlcjpwYXNz")]
    [InlineData("Authorization: Bearer TOKEN, Bearer TOKEN")]
    [InlineData("Authorization: Bearer TOKEN trailing")]
    [InlineData("Authorization: Bearer TOKEN.TOKEN")]
    [InlineData("X-Api-Key:")]
    [InlineData("X-Api-Key: rsk_unknown")]
    [InlineData("X-Api-Key: KEY,KEY")]
    public async Task Send_BadCredential_NeverBecomesAnonymous(string header)
    {
        await using var host = await StartAsync();

        var status = await host.SendRawAsync("/", Filled(header, _issuer.Token()));

        Assert.Equal(HttpStatusCode.Unauthorized, status);
    }

    [Theory]
    [InlineData("/?access_token=TOKEN")]
    [InlineData("/?api_key=KEY&X-Api-Key=KEY")]
    public async Task Send_CredentialInQueryAlone_Is401(string path)
    {
        await using var host = await StartAsync();

        var status = await host.SendRawAsync(Filled(path, _issuer.Token()));

        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Equal("No credential.", host.LastReason);
    }

    [Theory]
    [InlineData("bearer")]
    [InlineData("BEARER")]
    public async Task Send_SchemeNameInAnyCase_IsAccepted(string scheme)
    {
        await using var host = await StartAsync();

        var status = await host.SendRawAsync("/", $"Authorization: {scheme} {_issuer.Token()}");

        Assert.Equal(HttpStatusCode.OK, status);
    }

    private static string Filled(string text, string token) =>
        text.Replace("TOKEN", token, StringComparison.Ordinal).Replace("KEY", Key, StringComparison.Ordinal);

    private async Task<IdentifyHost> StartAsync(string scheme = "")
    {
        var host = await IdentifyHost.StartAsync(_issuer, scheme: scheme);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Key)));
        host.Snapshot = new FakeSnapshot(
        [
            Some.Consumer("web-shop", "crm.read"),
            new Consumer
            {
                Id = "store-pos",
                Name = "Store tills",
                Owner = "store-team",
                Scopes = new[] { "pos.read", "pos.write" }.ToFrozenSet(),
                ApiKeys = [new ApiKeyRecord("rsk_ab12cd34", hash, DateTimeOffset.UnixEpoch, null)],
            },
        ]);
        return host;
    }
}

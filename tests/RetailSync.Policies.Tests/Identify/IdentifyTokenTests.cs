using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RetailSync.Testing;

namespace RetailSync.Policies.Tests.Identify;

[Trait("Attack", "D20")]
public sealed class IdentifyTokenTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));
    private FakeIssuer _issuer = null!;

    public async ValueTask InitializeAsync() => _issuer = await FakeIssuer.StartAsync(_clock);

    public ValueTask DisposeAsync() => _issuer.DisposeAsync();

    [Theory]
    [InlineData("RS256")]
    [InlineData("PS256")]
    [InlineData("ES256")]
    public async Task Send_GoodToken_IsIdentifiedAndTaken(string algorithm)
    {
        await using var host = await StartAsync();

        var answer = await host.SendAsync(_issuer.Token(algorithm: algorithm));

        Assert.Equal("web-shop|crm.read|jwt|digital-team|", await TextAsync(answer));
    }

    [Fact]
    public async Task Send_ClaimsOfPeople_AreRead()
    {
        await using var host = await StartAsync();
        var token = _issuer.Token(claims =>
        {
            claims["scope"] = new[] { "crm.read", "crm.write" };
            claims["roles"] = new[] { "approver", "viewer" };
            claims["team"] = "customer-team";
        });

        var answer = await host.SendAsync(token);

        Assert.Equal("web-shop|crm.read crm.write|jwt|customer-team|approver viewer", await TextAsync(answer));
    }

    [Fact]
    public async Task Send_ScopesBeyondTheGrant_AreCut()
    {
        await using var host = await StartAsync();

        var answer = await host.SendAsync(_issuer.Token(claims => claims["scope"] = "crm.read payment.refund"));

        Assert.StartsWith("web-shop|crm.read|", await TextAsync(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_FirstConsumerClaim_DecidesAlone()
    {
        await using var host = await StartAsync();

        var unknown = await host.SendAsync(_issuer.Token(claims => (claims["client_id"], claims["sub"]) = ("stranger", "web-shop")));
        var bySubject = await host.SendAsync(_issuer.Token(claims =>
        {
            claims.Remove("client_id");
            claims["sub"] = "web-shop";
        }));

        Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
        Assert.Equal(HttpStatusCode.OK, bySubject.StatusCode);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("nOnE")]
    public async Task Send_AlgorithmNone_Is401(string algorithm)
    {
        await using var host = await StartAsync();
        var unsigned = _issuer.Token(algorithm: algorithm);

        var empty = await host.SendAsync(unsigned);
        var filled = await host.SendAsync(unsigned + "AAAA");

        Assert.Equal(HttpStatusCode.Unauthorized, empty.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, filled.StatusCode);
        Assert.Equal("The token's algorithm is not among those of 'fake'.", host.LastReason);
    }

    [Fact]
    public async Task Send_PublicKeyAsSecret_Is401BeforeTheSignature()
    {
        await using var host = await StartAsync();

        var answer = await host.SendAsync(_issuer.Token(algorithm: "HS256"));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("The token's algorithm is not among those of 'fake'.", host.LastReason);
    }

    [Fact]
    public async Task Send_AlgorithmNotConfigured_Is401ThoughTheSignatureIsGood()
    {
        await using var host = await StartAsync(identity: ("Providers:0:Algorithms:0", "ES256"));

        var answer = await host.SendAsync(_issuer.Token(algorithm: "RS256"));
        var unknownKey = await host.SendAsync(_issuer.Token(algorithm: "RS512", keyId: "unknown"));
        var good = await host.SendAsync(_issuer.Token(algorithm: "ES256"));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, unknownKey.StatusCode);
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
        Assert.Equal(1, _issuer.KeyFetches);
    }

    [Fact]
    public async Task Send_TamperedOrForged_Is401()
    {
        await using var host = await StartAsync();
        await using var stranger = await FakeIssuer.StartAsync(_clock);
        var good = _issuer.Token().Split('.');
        var greedy = _issuer.Token(claims => claims["scope"] = "crm.write").Split('.');

        var tampered = await host.SendAsync($"{good[0]}.{greedy[1]}.{good[2]}");
        var forged = await host.SendAsync(stranger.Token(claims => claims["iss"] = _issuer.Issuer, keyId: _issuer.KeyId));
        var foreign = await host.SendAsync(stranger.Token());

        Assert.Equal(HttpStatusCode.Unauthorized, tampered.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, forged.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, foreign.StatusCode);
        Assert.Equal("The token's issuer is not configured.", host.LastReason);
    }

    [Theory]
    [InlineData("""{"alg":"RS256","kid":"KID","jku":"URL"}""")]
    [InlineData("""{"alg":"RS256","kid":"KID","x5u":"URL"}""")]
    [InlineData("""{"alg":"RS256","jwk":{"kty":"RSA","e":"AQAB","n":"sXchVw"}}""")]
    public async Task Send_KeyBroughtAlong_IsIgnored(string header)
    {
        await using var host = await StartAsync();
        await using var stranger = await FakeIssuer.StartAsync(_clock);
        var forged = stranger.TokenWithHeader(
            header.Replace("KID", stranger.KeyId, StringComparison.Ordinal).Replace("URL", $"{stranger.Authority}keys", StringComparison.Ordinal),
            System.Text.Json.JsonSerializer.Serialize(_issuer.Claims()),
            "RS256");

        var answer = await host.SendAsync(forged);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(0, stranger.KeyFetches + stranger.DiscoveryFetches + stranger.OtherFetches);
    }

    [Fact]
    public async Task Send_TokenTooLong_Is401()
    {
        await using var host = await StartAsync();

        var answer = await host.SendAsync(_issuer.Token(claims => claims["padding"] = new string('x', 8_000)));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("The token is longer than 8192 characters.", host.LastReason);
    }

    [Fact]
    public async Task Send_AgainAndAgain_ValidatesOnce()
    {
        await using var host = await StartAsync();
        using var measured = new Measured(host.Services.GetRequiredService<IMeterFactory>());
        var token = _issuer.Token();
        await host.SendAsync(token);

        await host.SendAsync(token);
        await host.SendAsync(token);
        await host.SendRawAsync("/", $"Authorization: Bearer {token}");

        Assert.Equal(1, host.Validations);
        Assert.Equal(1, measured["retailsync.identity.token_lookups{result=miss}"]);
        Assert.Equal(2, measured["retailsync.identity.token_lookups{result=cache}"]);
        Assert.Equal(1, measured["retailsync.identity.token_lookups{result=connection}"]);
    }

    [Fact]
    public async Task Send_CacheTimeOver_ValidatesAgain()
    {
        await using var host = await StartAsync();
        using var measured = new Measured(host.Services.GetRequiredService<IMeterFactory>());
        var token = _issuer.Token();
        await host.SendAsync(token);
        await host.SendAsync(token);

        _clock.Advance(TimeSpan.FromSeconds(300));
        var answer = await host.SendAsync(token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(2, measured["retailsync.identity.token_lookups{result=miss}"]);
    }

    [Fact]
    public async Task Send_KnownTokenExpires_Is401()
    {
        await using var host = await StartAsync();
        var token = _issuer.Token(claims => claims["exp"] = _clock.GetUtcNow().ToUnixTimeSeconds() + 60);
        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync(token)).StatusCode);

        _clock.Advance(TimeSpan.FromSeconds(90));
        var answer = await host.SendAsync(token);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("error_description=\"The token has expired.\"", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_ConsumerRemovedOrCut_CountsAtOnce()
    {
        await using var host = await StartAsync();
        var token = _issuer.Token();
        await host.SendAsync(token);

        host.Snapshot = new FakeSnapshot([Some.Consumer("web-shop", "crm.write")]);
        var cut = await TextAsync(await host.SendAsync(token));
        host.Snapshot = new FakeSnapshot([]);
        var removed = await host.SendAsync(token);

        Assert.StartsWith("web-shop||jwt|", cut, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, removed.StatusCode);
    }

    private static Task<string> TextAsync(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private Task<IdentifyHost> StartAsync(params (string Key, string Value)[] identity) => IdentifyHost.StartAsync(_issuer, _clock, identity: identity);
}

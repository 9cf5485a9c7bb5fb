using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RetailSync.Testing;

namespace RetailSync.Policies.Tests.Identify;

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

        Assert.Equal("web-shop|crm.read|jwt|digital-team||removed", await TextAsync(answer));
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

        Assert.Equal("web-shop|crm.read crm.write|jwt|customer-team|approver viewer|removed", await TextAsync(answer));
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

    [Theory]
    [InlineData("exp", null)]
    [InlineData("exp", "\"1767272400\"")]
    [InlineData("exp", "1767272400.5")]
    [InlineData("exp", "1.7672724e9")]
    [InlineData("exp", "99999999999999999999")]
    [InlineData("exp", "253402300800")]
    [InlineData("exp", "-1")]
    [InlineData("exp", "1767268769")]
    [InlineData("exp", "true")]
    [InlineData("nbf", "1767268831")]
    [InlineData("nbf", "\"1767268800\"")]
    [InlineData("iat", "1767268831")]
    [InlineData("iat", "1767268800.5")]
    [InlineData("aud", null)]
    [InlineData("aud", "\"another\"")]
    [InlineData("aud", "\"\"")]
    [InlineData("aud", "\"RetailSync\"")]
    [InlineData("aud", "[\"retailsync\"]")]
    [InlineData("aud", "[\"another\",\"retailsync\"]")]
    [InlineData("aud", "{}")]
    [InlineData("iss", null)]
    [InlineData("iss", "\"ISSUER/\"")]
    [InlineData("iss", "[\"ISSUER\"]")]
    [InlineData("client_id", "[\"web-shop\",\"store-pos\"]")]
    public async Task Send_ClaimWrong_Is401(string claim, string? json)
    {
        await using var host = await StartAsync();
        var claims = _issuer.Claims().Where(pair => pair.Key != claim).ToDictionary();
        var rest = System.Text.Json.JsonSerializer.Serialize(claims)[1..];
        var payload = json is null ? "{" + rest : $"{{\"{claim}\":{json.Replace("ISSUER", _issuer.Issuer, StringComparison.Ordinal)},{rest}";

        var answer = await host.SendAsync(_issuer.Token(payload, "RS256"));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("error=\"invalid_token\"", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exp", 1_767_268_771)]
    [InlineData("nbf", 1_767_268_830)]
    [InlineData("iat", 1_767_268_830)]
    public async Task Send_TimeWithinTheSkew_IsAccepted(string claim, long seconds)
    {
        await using var host = await StartAsync();

        var answer = await host.SendAsync(_issuer.Token(claims => claims[claim] = seconds));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("exp")]
    [InlineData("iss")]
    [InlineData("client_id")]
    [InlineData("scope")]
    public async Task Send_ClaimTwice_Is401(string claim)
    {
        await using var host = await StartAsync();
        var payload = System.Text.Json.JsonSerializer.Serialize(_issuer.Claims());
        var value = System.Text.Json.JsonSerializer.Serialize(_issuer.Claims()[claim]);

        var answer = await host.SendAsync(_issuer.Token($"{payload[..^1]},\"{claim}\":{value}}}", "RS256"));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Send_AudienceArrayAllowed_IsAccepted()
    {
        await using var host = await StartAsync(identity: ("Providers:0:AllowAudienceArray", "true"));

        var ours = await host.SendAsync(_issuer.Token(claims => claims["aud"] = new[] { "another", "retailsync" }));
        var others = await host.SendAsync(_issuer.Token(claims => claims["aud"] = new[] { "another" }));

        Assert.Equal(HttpStatusCode.OK, ours.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, others.StatusCode);
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

    [Fact]
    public async Task Send_HundredAtOnce_AllIdentified()
    {
        await using var host = await StartAsync();
        var token = _issuer.Token();

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => host.SendAsync(token)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
    }

    private static Task<string> TextAsync(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private Task<IdentifyHost> StartAsync(params (string Key, string Value)[] identity) => IdentifyHost.StartAsync(_issuer, _clock, identity: identity);
}

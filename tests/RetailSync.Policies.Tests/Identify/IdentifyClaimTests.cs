using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using RetailSync.Testing;

namespace RetailSync.Policies.Tests.Identify;

[Trait("Attack", "D22")]
public sealed class IdentifyClaimTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));
    private FakeIssuer _issuer = null!;

    public async ValueTask InitializeAsync() => _issuer = await FakeIssuer.StartAsync(_clock);

    public ValueTask DisposeAsync() => _issuer.DisposeAsync();

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
        var rest = JsonSerializer.Serialize(claims)[1..];
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
        var payload = JsonSerializer.Serialize(_issuer.Claims());
        var value = JsonSerializer.Serialize(_issuer.Claims()[claim]);

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

    private Task<IdentifyHost> StartAsync(params (string Key, string Value)[] identity) => IdentifyHost.StartAsync(_issuer, _clock, identity: identity);
}

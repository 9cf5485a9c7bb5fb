using System.Net;
using System.Text.Json;
using RetailSync.Catalog;
using RetailSync.Gateway.Tests.Certificates;
using RetailSync.Gateway.Tests.Hosting;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Identity;

/// <summary>Forged, stale and doubled credentials against the whole gateway, over HTTP/1.1 and HTTP/2. Each is refused and nothing reaches the upstream.</summary>
public sealed class CredentialAttackTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private static readonly string[] Versions = ["1.1", "2.0"];

    private static readonly Dictionary<string, string?> Claims = new()
    {
        ["no exp"] = null,
        ["exp is text"] = "\"exp\":\"4102444800\"",
        ["exp is a fraction"] = "\"exp\":4102444800.5",
        ["exp is huge"] = "\"exp\":99999999999999999999",
        ["exp is past"] = "\"exp\":1000000000",
        ["nbf is to come"] = "\"exp\":4102444800,\"nbf\":4102444700",
        ["iat is to come"] = "\"exp\":4102444800,\"iat\":4102444700",
        ["aud is an array"] = "\"exp\":4102444800,\"aud\":[\"retailsync\"]",
        ["aud is absent"] = "\"exp\":4102444800,\"aud\":null",
        ["aud is another"] = "\"exp\":4102444800,\"aud\":\"other\"",
        ["iss has a slash more"] = "\"exp\":4102444800,\"iss\":\"ISSUER/\"",
        ["exp stands twice"] = "\"exp\":1000000000,\"exp\":4102444800",
    };

    public static TheoryData<string, string> BadClaims() => [.. Claims.Keys.SelectMany(kind => Versions.Select(version => (kind, version)))];

    public static TheoryData<string, string> BadSignatures()
    {
        string[] kinds = ["none", "None", "nOnE", "no signature", "HS256", "RS512", "unknown key", "jku", "x5u", "jwk", "other issuer's key"];
        return [.. kinds.SelectMany(kind => Versions.Select(version => (kind, version)))];
    }

    public static TheoryData<string, string> Doubled()
    {
        string[] kinds = ["two tokens", "token and key", "two keys", "token and query", "query alone", "cookie alone", "basic"];
        return [.. kinds.SelectMany(kind => Versions.Select(version => (kind, version)))];
    }

    [Theory]
    [MemberData(nameof(BadClaims))]
    public async Task Send_BadClaims_Is401(string kind, string version)
    {
        var issuer = shared.Gateway.Issuer;
        var changed = Claims[kind]?.Replace("ISSUER", issuer.Issuer, StringComparison.Ordinal) ?? "\"x\":1";
        var kept = issuer.Claims().Where(claim => claim.Key is not "exp" && !changed.Contains($"\"{claim.Key}\":", StringComparison.Ordinal)).ToDictionary();
        var token = issuer.Token($"{JsonSerializer.Serialize(kept)[..^1]},{changed}}}", "RS256");

        await AssertRefusedAsync(version, ("Authorization", $"Bearer {token}"));
    }

    [Theory]
    [MemberData(nameof(BadSignatures))]
    public async Task Send_BadSignature_Is401(string kind, string version)
    {
        var issuer = shared.Gateway.Issuer;
        await using var stranger = await FakeIssuer.StartAsync();
        var claims = JsonSerializer.Serialize(issuer.Claims());
        string Forged(string member) => stranger.TokenWithHeader($$"""{"alg":"RS256","kid":"{{stranger.KeyId}}",{{member}}}""", claims, "RS256");
        var token = kind switch
        {
            "none" or "None" or "nOnE" or "HS256" or "RS512" => issuer.Token(algorithm: kind),
            "no signature" => issuer.Token()[..(issuer.Token().LastIndexOf('.') + 1)],
            "unknown key" => issuer.Token(keyId: "unknown"),
            "jku" => Forged($"\"jku\":\"{stranger.Authority}keys\""),
            "x5u" => Forged($"\"x5u\":\"{stranger.Authority}keys\""),
            "jwk" => Forged("\"jwk\":{\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\"sXchVw\"}"),
            _ => stranger.Token(payload => payload["iss"] = issuer.Issuer, keyId: issuer.KeyId),
        };

        await AssertRefusedAsync(version, ("Authorization", $"Bearer {token}"));

        Assert.Equal(0, stranger.DiscoveryFetches + stranger.KeyFetches + stranger.OtherFetches);
    }

    [Theory]
    [MemberData(nameof(Doubled))]
    public async Task Send_DoubledOrMisplaced_Is401(string kind, string version)
    {
        var token = shared.Gateway.Token();
        var bearer = ("Authorization", $"Bearer {token}");
        var key = ("X-Api-Key", "rsk_ab12cd34_0123456789abcdef0123456789abcdef0123456789a");
        (string, string)[] sent = kind switch
        {
            "two tokens" => [bearer, bearer],
            "token and key" => [bearer, key],
            "two keys" => [key, key],
            "token and query" => [bearer],
            "cookie alone" => [("Cookie", $"access_token={token}; Authorization=Bearer {token}")],
            "basic" => [("Authorization", "Basic dXNlcjpwYXNz")],
            _ => [],
        };

        await AssertRefusedAsync(version, kind.Contains("query", StringComparison.Ordinal) ? $"?access_token={token}" : "", sent);
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Send_FloodOfUnknownKeys_FetchesOnceMore(string version)
    {
        await using var gateway = await GatewayFixture.StartAsync();
        using var client = version == "1.1" ? TestClients.Http1(gateway.Http) : TestClients.Http2(gateway.Https);
        var before = gateway.Issuer.KeyFetches;

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => CertificateGateway.SendAsync(client, $"Bearer {gateway.Issuer.Token(keyId: $"unknown-{i}")}")));
        gateway.Issuer.IsDown = true;
        using var known = await CertificateGateway.SendAsync(client, $"Bearer {gateway.Token()}");

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode));
        Assert.Equal(before + 1, gateway.Issuer.KeyFetches);
        Assert.Equal(HttpStatusCode.OK, known.StatusCode);
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Send_TwoLiveKeys_BothWorkAndAnExpiredOneDoesNot(string version)
    {
        var now = TimeProvider.System.GetUtcNow();
        var (old, fresh, expired) = (ApiKey.Create(now.AddDays(-2)), ApiKey.Create(now.AddDays(-1)), ApiKey.Create(now.AddDays(-9)));
        string Key(NewApiKey key, DateTimeOffset? expires) =>
            $"{{prefix: {key.Record.Prefix}, sha256: {key.Record.Sha256}, created: {key.Record.CreatedAt:yyyy-MM-ddTHH:mm:ssZ}{(expires is null ? "" : $", expires: {expires:yyyy-MM-ddTHH:mm:ssZ}")}}}";
        await using var gateway = await GatewayFixture.StartAsync(landscape: GatewayTexts.Landscape.Replace(
            "gateway.explain]}", $"gateway.explain], keys: [{Key(expired, now.AddDays(-3))}, {Key(old, now.AddHours(1))}, {Key(fresh, null)}]}}", StringComparison.Ordinal));
        using var client = version == "1.1" ? TestClients.Http1(gateway.Http) : TestClients.Http2(gateway.Https);

        var statuses = new List<HttpStatusCode>();
        foreach (var key in new[] { old.Key, fresh.Key, expired.Key, fresh.Key[..^1] + (fresh.Key[^1] == 'A' ? 'B' : 'A') })
        {
            using var answer = await CertificateGateway.SendAsync(client, headers: [("X-Api-Key", key)]);
            statuses.Add(answer.StatusCode);
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized], statuses);
        Assert.All(gateway.Upstream.Requests, request => Assert.Null(request.Header("X-Api-Key")));
    }

    [Fact]
    public async Task Send_Credentials_AreInNoLog()
    {
        var log = new LogSink();
        await using var gateway = await GatewayFixture.StartAsync(configureServices: log.AddTo);
        const string Key = "rsk_ab12cd34_this-is-the-secret-part";
        var token = gateway.Token();

        foreach (var version in Versions)
        {
            using var client = version == "1.1" ? TestClients.Http1(gateway.Http) : TestClients.Http2(gateway.Https);
            using var byKey = await CertificateGateway.SendAsync(client, headers: [("X-Api-Key", Key)]);
            using var byQuery = await client.GetAsync(new Uri($"/crm/v1/customers?access_token={token}&x-api-key={Key}", UriKind.Relative), TestContext.Current.CancellationToken);
            using var byBoth = await CertificateGateway.SendAsync(client, $"Bearer {token}", ("X-Api-Key", Key));
            Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized], new[] { byKey, byQuery, byBoth }.Select(answer => answer.StatusCode));
        }

        Assert.DoesNotContain(log.Messages, message => message.Contains("this-is-the-secret-part", StringComparison.Ordinal) || message.Contains(token, StringComparison.Ordinal));
    }

    private Task AssertRefusedAsync(string version, params (string Name, string Value)[] headers) => AssertRefusedAsync(version, "", headers);

    private async Task AssertRefusedAsync(string version, string query, params (string Name, string Value)[] headers)
    {
        shared.TakeRequests();
        if (version == "2.0")
        {
            var status = await Edge.RawHttp2.SendAsync(
                shared.Gateway.Https,
                [(":method", "GET"), (":scheme", "https"), (":authority", "localhost"), (":path", $"/crm/v1/customers{query}"), .. headers.Select(header => (header.Name.ToLowerInvariant(), header.Value))]);
            Assert.Equal("401", status);
        }
        else
        {
            var lines = string.Concat(headers.Select(header => $"{header.Name}: {header.Value}\r\n"));
            var answer = await RawClient.SendAsync(shared.Gateway.Http, $"GET /crm/v1/customers{query} HTTP/1.1\r\nHost: localhost\r\n{lines}\r\n");
            Errors.RawProblem.Assert(ProblemTypes.Unauthenticated, answer);
        }

        Assert.Empty(shared.TakeRequests());
    }
}

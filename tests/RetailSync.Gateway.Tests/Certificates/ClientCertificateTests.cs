using System.Security.Cryptography.X509Certificates;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Certificates;

/// <summary>Client certificates over real TLS: who is identified, and who is refused after a handshake that went well.</summary>
[Trait("Attack", "D24")]
public sealed class ClientCertificateTests
{
    private const string ServerUsage = "1.3.6.1.5.5.7.3.1";

    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    public static TheoryData<string, string> Bad()
    {
        string[] kinds = ["expired", "not-yet", "wrong-usage", "unknown", "unknown-authority", "no-chain", "wildcard", "name-in-subject", "two-consumers"];
        return [.. kinds.SelectMany(kind => new[] { (kind, "1.1"), (kind, "2.0") })];
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Send_PinnedSelfSigned_IsIdentified(string version)
    {
        await using var gateway = await CertificateGateway.StartAsync();

        using var answer = await gateway.SendAsync(version, gateway.Pinned);

        gateway.AssertIdentified(answer, "web-shop");
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Send_NameOfATrustedChain_IsIdentifiedOnEveryConnection(string version)
    {
        await using var gateway = await CertificateGateway.StartAsync();
        using var byUri = gateway.Issuer.Sign("someone", names: ["uri:spiffe://example.com/till/17", "dns:somewhere.example.com"]);
        using var byRoot = gateway.Root.Sign("someone", usage: null, names: ["dns:TILL-17.example.com"]);

        // A second connection would resume the first one's session if it could, and lack the certificates that were sent along.
        foreach (var certificate in new[] { gateway.Till, gateway.Till, byUri, byRoot })
        {
            using var answer = await gateway.SendAsync(version, certificate);
            gateway.AssertIdentified(answer, "store-pos");
        }
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Send_BadCertificate_Is403AndNothingArrives(string kind, string version)
    {
        using var expired = FakeAuthority.SelfSigned(notBefore: Now.AddDays(-9), notAfter: Now.AddMinutes(-1));
        using var early = FakeAuthority.SelfSigned(notBefore: Now.AddHours(1), notAfter: Now.AddDays(9));
        using var server = FakeAuthority.SelfSigned(usage: ServerUsage);
        using var stranger = FakeAuthority.Create();
        await using var gateway = await CertificateGateway.StartAsync(pinned: [expired, early, server]);
        await gateway.Gateway.ChangeFileAsync(
            "catalog/landscape/landscape.yaml", gateway.Landscape(expired, early, server).Replace("name: Guest, owner: customer-team}", "name: Guest, owner: customer-team, certificates: [{san: 'dns:guest.example.com'}]}", StringComparison.Ordinal));
        var certificate = kind switch
        {
            "expired" => expired,
            "not-yet" => early,
            "wrong-usage" => server,
            "unknown" => gateway.Issuer.Sign("till-18", names: ["dns:till-18.example.com"]),
            "unknown-authority" => stranger.Sign("till-17", names: ["dns:till-17.example.com"]),
            "no-chain" => gateway.Till,
            "wildcard" => gateway.Issuer.Sign("till-17", names: ["dns:*.example.com"]),
            "name-in-subject" => gateway.Issuer.Sign("till-17.example.com"),
            _ => gateway.Issuer.Sign("both", names: ["dns:till-17.example.com", "dns:guest.example.com"]),
        };

        using var alone = await gateway.SendAsync(version, certificate, sentAlong: kind == "no-chain" ? [] : null);
        using var beside = await gateway.SendAsync(version, certificate, $"Bearer {gateway.Gateway.Token()}", kind == "no-chain" ? [] : null);

        await Refused.AssertAsync(ProblemTypes.CertificateRefused, alone);
        await Refused.AssertAsync(ProblemTypes.CertificateRefused, beside);
        Assert.False(alone.Headers.Contains("WWW-Authenticate"));
        Assert.Empty(gateway.Gateway.Upstream.Requests);
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Send_NoCertificate_OtherCredentialsWork(string version)
    {
        await using var gateway = await CertificateGateway.StartAsync();

        using var token = await gateway.SendAsync(version, null, $"Bearer {gateway.Gateway.Token()}");
        using var nothing = await gateway.SendAsync(version, null);

        gateway.AssertIdentified(token, "web-shop");
        await Refused.AssertAsync(ProblemTypes.Unauthenticated, nothing);
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Send_CertificateAndToken_MustNameTheSameConsumer(string version)
    {
        await using var gateway = await CertificateGateway.StartAsync();
        var shop = $"Bearer {gateway.Gateway.Token("web-shop", "crm.read")}";

        using var same = await gateway.SendAsync(version, gateway.Pinned, shop);
        using var other = await gateway.SendAsync(version, gateway.Till, shop);
        using var bad = await gateway.SendAsync(version, gateway.Pinned, "Bearer not.a.token");

        gateway.AssertIdentified(same, "web-shop");
        Assert.Equal("crm.read", Assert.Single(gateway.Gateway.Upstream.Requests).Header("X-Consumer-Scopes"));
        await Refused.AssertAsync(ProblemTypes.Unauthenticated, other);
        await Refused.AssertAsync(ProblemTypes.Unauthenticated, bad);
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Send_TokenBoundToACertificate_IsOfNoUseWithoutIt(string version)
    {
        using var second = FakeAuthority.SelfSigned();
        await using var gateway = await CertificateGateway.StartAsync(pinned: [second]);
        string Bound(string member, X509Certificate2 to) => "Bearer " + gateway.Gateway.Issuer.Token(claims => claims["cnf"] = new Dictionary<string, string>
        {
            [member] = System.Buffers.Text.Base64Url.EncodeToString(Convert.FromHexString(CertificateGateway.ThumbprintOf(to))),
        });
        var token = Bound("x5t#S256", gateway.Pinned);

        using var with = await gateway.SendAsync(version, gateway.Pinned, token);
        using var without = await gateway.SendAsync(version, null, token);
        using var withAnother = await gateway.SendAsync(version, second, token);
        using var otherwise = await gateway.SendAsync(version, gateway.Pinned, Bound("jkt", gateway.Pinned));

        gateway.AssertIdentified(with, "web-shop");
        foreach (var refused in new[] { without, withAnother, otherwise })
        {
            await Refused.AssertAsync(ProblemTypes.Unauthenticated, refused);
        }
    }

    [Fact]
    public async Task Send_RouteOfCertificatesOnly_TakesNothingElse()
    {
        await using var gateway = await CertificateGateway.StartAsync(policies: """{ "identify": { "Schemes": ["mtls"] } }""");

        using var certificate = await gateway.SendAsync("1.1", gateway.Pinned);
        using var token = await gateway.SendAsync("1.1", null, $"Bearer {gateway.Gateway.Token()}");
        using var nothing = await gateway.SendAsync("1.1", null);

        gateway.AssertIdentified(certificate, "web-shop");
        await Refused.AssertAsync(ProblemTypes.Unauthenticated, token);
        await Refused.AssertAsync(ProblemTypes.Unauthenticated, nothing);
        Assert.Equal("ClientCertificate realm=\"retailsync\"", nothing.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task Send_RouteOfTokensOnly_DoesNotLookAtTheCertificate()
    {
        using var expired = FakeAuthority.SelfSigned(notBefore: Now.AddDays(-9), notAfter: Now.AddMinutes(-1));
        await using var gateway = await CertificateGateway.StartAsync(policies: """{ "identify": { "Schemes": ["jwt"] } }""");

        using var token = await gateway.SendAsync("1.1", expired, $"Bearer {gateway.Gateway.Token()}");
        using var alone = await gateway.SendAsync("1.1", gateway.Pinned);

        gateway.AssertIdentified(token, "web-shop");
        await Refused.AssertAsync(ProblemTypes.Unauthenticated, alone);
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Connect_RequiredAndMissing_IsNoConnection(string version)
    {
        await using var gateway = await CertificateGateway.StartAsync("require");

        await Assert.ThrowsAsync<HttpRequestException>(() => gateway.SendAsync(version, null, $"Bearer {gateway.Gateway.Token()}"));
        using var answer = await gateway.SendAsync(version, gateway.Pinned);

        gateway.AssertIdentified(answer, "web-shop");
    }

    [Fact]
    public async Task Connect_Off_CertificateIsNotAskedFor()
    {
        await using var gateway = await CertificateGateway.StartAsync("off");

        using var answer = await gateway.SendAsync("1.1", gateway.Pinned);

        await Refused.AssertAsync(ProblemTypes.Unauthenticated, answer);
        Assert.Equal("Bearer realm=\"retailsync\", ApiKey realm=\"retailsync\"", answer.Headers.WwwAuthenticate.ToString());
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Reload_ConsumerRemoved_IsOutOnTheSameConnection(string version)
    {
        await using var gateway = await CertificateGateway.StartAsync();
        using var client = gateway.Client(version, gateway.Till);
        using var before = await CertificateGateway.SendAsync(client);
        gateway.AssertIdentified(before, "store-pos");

        await gateway.Gateway.ChangeFileAsync("catalog/landscape/landscape.yaml", gateway.Landscape().Replace("  - {id: store-pos", "#", StringComparison.Ordinal));
        using var after = await CertificateGateway.SendAsync(client);
        using var again = await gateway.SendAsync(version, gateway.Till);

        await Refused.AssertAsync(ProblemTypes.CertificateRefused, after);
        await Refused.AssertAsync(ProblemTypes.CertificateRefused, again);
    }
}

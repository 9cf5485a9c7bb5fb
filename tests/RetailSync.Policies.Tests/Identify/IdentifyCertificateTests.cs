using System.Buffers.Text;
using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using RetailSync.Gateway;
using RetailSync.Testing;

namespace RetailSync.Policies.Tests.Identify;

/// <summary>What the policy makes of a certificate that was found on the connection. How it gets there is the gateway's matter, and tested there over TLS.</summary>
public sealed class IdentifyCertificateTests : IAsyncLifetime
{
    private static readonly ClientCertificate Good = new() { Sha256 = new string('a', 64), Subject = "CN=shop" };

    private FakeIssuer _issuer = null!;

    public async ValueTask InitializeAsync() => _issuer = await FakeIssuer.StartAsync();

    public ValueTask DisposeAsync() => _issuer.DisposeAsync();

    [Fact]
    public async Task Send_Certificate_IsIdentifiedWithAllItsScopes()
    {
        await using var host = await StartAsync(Good);

        var answer = await host.SendAsync(null);

        Assert.Equal("web-shop|crm.read crm.write|mtls|digital-team|", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Send_CertificateAndToken_ScopesAreTheTokens()
    {
        await using var host = await StartAsync(Good);

        var answer = await host.SendAsync(_issuer.Token());

        Assert.Equal("web-shop|crm.read|jwt|digital-team|", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Send_CertificateAndTokenInQuery_Is401()
    {
        await using var host = await StartAsync(Good);

        var answer = await host.SendAsync(null, "/?access_token=x");

        Assert.Equal((HttpStatusCode.Unauthorized, "More than one credential."), (answer.StatusCode, host.LastReason));
    }

    [Fact]
    public async Task Send_CertificateAndUnknownKey_Is401()
    {
        await using var host = await StartAsync(Good);

        var answer = await host.SendAsync(null, apiKey: "rsk_unknown");

        Assert.Equal((HttpStatusCode.Unauthorized, "No consumer has this API key, or it has expired."), (answer.StatusCode, host.LastReason));
    }

    [Fact]
    public async Task Send_Bad_SaysWhyToOperatorsOnly()
    {
        await using var host = await StartAsync(Good with { Fault = "it is revoked" });

        var answer = await host.SendAsync(null);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("The client certificate is not valid.", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal($"The certificate 'CN=shop' ({Good.Sha256}): it is revoked.", host.LastReason);
    }

    [Theory]
    [InlineData("no ClientAuthorities are configured", "its names do not count, for no ClientAuthorities are configured")]
    [InlineData(null, "it names dns:elsewhere")]
    public async Task Send_Unknown_SaysWhatItNames(string? untrusted, string expected)
    {
        var unknown = new ClientCertificate { Sha256 = new string('b', 64), Subject = "CN=any", Untrusted = untrusted, Names = untrusted is null ? ["dns:elsewhere"] : [] };
        await using var host = await StartAsync(unknown);

        var answer = await host.SendAsync(null);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal($"No one consumer has the certificate 'CN=any' ({unknown.Sha256}); {expected}.", host.LastReason);
    }

    [Fact]
    public async Task Send_BoundToken_NeedsTheCertificateEvenWhenItIsRemembered()
    {
        await using var host = await StartAsync(Good, "jwt");
        var token = _issuer.Token(claims => claims["cnf"] = new Dictionary<string, string> { ["x5t#S256"] = Base64Url.EncodeToString(Convert.FromHexString(Good.Sha256)) });

        var with = await host.SendAsync(token);
        host.Certificate = Good with { Fault = "it is revoked" };
        var revoked = await host.SendAsync(token);
        host.Certificate = Good with { Sha256 = new string('b', 64) };
        var other = await host.SendAsync(token);
        host.Certificate = null;
        var without = await host.SendAsync(token);

        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized],
            new[] { with, revoked, other, without }.Select(answer => answer.StatusCode));
        Assert.Equal("The token is bound to a client certificate that was not shown, or is not good.", host.LastReason);
    }

    [Fact]
    public async Task Send_EachUse_IsCounted()
    {
        await using var host = await StartAsync(Good);
        using var measured = new Measured(host.Services.GetRequiredService<IMeterFactory>());
        host.Snapshot = new FakeSnapshot([Shop, Some.Consumer("store-pos") with { Certificates = [new ConsumerCertificate(new string('c', 64), null)] }]);

        await host.SendAsync(null);
        await host.SendAsync(_issuer.Token());
        host.Certificate = Good with { Sha256 = new string('c', 64) };
        await host.SendAsync(_issuer.Token());
        host.Certificate = Good with { Sha256 = new string('d', 64) };
        await host.SendAsync(null);
        host.Certificate = Good with { Fault = "it is revoked" };
        await host.SendAsync(null);

        foreach (var result in new[] { "identified", "confirmed", "other-consumer", "unknown", "bad" })
        {
            Assert.Equal((result, 1), (result, measured[$"retailsync.identity.certificates{{result={result}}}"]));
        }
    }

    private static Consumer Shop => Some.Consumer("web-shop", "crm.read", "crm.write") with { Certificates = [new ConsumerCertificate(Good.Sha256, null)] };

    private async Task<IdentifyHost> StartAsync(ClientCertificate certificate, string scheme = "")
    {
        var host = await IdentifyHost.StartAsync(_issuer, scheme: scheme);
        host.Snapshot = new FakeSnapshot([Shop]);
        host.Certificate = certificate;
        return host;
    }
}

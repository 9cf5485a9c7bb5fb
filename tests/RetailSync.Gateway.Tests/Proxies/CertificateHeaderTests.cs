using System.Security.Cryptography.X509Certificates;
using RetailSync.Gateway.Tests.Certificates;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Proxies;

/// <summary>A client's certificate that a proxy tells in a header: believed from trusted proxies, never from anybody else, and never passed on.</summary>
[Trait("Attack", "D24")]
public sealed class CertificateHeaderTests
{
    private static readonly string[] Trusted = ["--Edge:TrustedProxies:0=127.0.0.1"];
    private static readonly string[] Untrusted = ["--Edge:TrustedProxies:0=192.0.2.0/24"];

    public static TheoryData<string, string> Forms => new() { { "X-Client-Cert", "1.1" }, { "X-Client-Cert", "2.0" }, { "Client-Cert", "1.1" }, { "Client-Cert", "2.0" }, { "SSL-Client", "1.1" } };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Send_TrustedProxy_IsIdentified(string header, string version)
    {
        await using var gateway = await StartAsync(header, Trusted);

        using var first = await SendAsync(gateway, version, Told(header, gateway.Pinned));
        using var again = await SendAsync(gateway, version, Told(header, gateway.Pinned));

        gateway.AssertIdentified(first, "web-shop");
        gateway.AssertIdentified(again, "web-shop");
        AssertNotPassedOn(gateway);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Send_UntrustedPeer_IsNeitherBelievedNorPassedOn(string header, string version)
    {
        await using var gateway = await StartAsync(header, Untrusted);

        using var alone = await SendAsync(gateway, version, Told(header, gateway.Pinned));
        using var twin = await SendAsync(gateway, version, (header.Replace('-', '_'), Told(header, gateway.Pinned).Value));
        using var token = await SendAsync(
            gateway, version, Told(header, gateway.Till), (header.Replace('-', '_'), "evil"), ("X-SSL-Client-Cert", "evil"), ("Client-Cert", "evil"), ("Authorization", $"Bearer {gateway.Gateway.Token()}"));

        await Refused.AssertAsync(ProblemTypes.Unauthenticated, alone);
        await Refused.AssertAsync(ProblemTypes.Unauthenticated, twin);
        gateway.AssertIdentified(token, "web-shop");
        AssertNotPassedOn(gateway);
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Send_NoHeaderConfigured_IsNotBelieved(string version)
    {
        await using var gateway = await CertificateGateway.StartAsync("off", arguments: Trusted);

        using var answer = await SendAsync(gateway, version, Told("X-Client-Cert", gateway.Pinned), Told("Client-Cert", gateway.Pinned));

        await Refused.AssertAsync(ProblemTypes.Unauthenticated, answer);
    }

    [Fact]
    public async Task Send_NameOfATrustedChain_IsIdentified()
    {
        await using var gateway = await StartAsync("Client-Cert", Trusted);
        var chain = $":{Convert.ToBase64String(gateway.Issuer.Certificate.RawData)}:";

        using var with = await SendAsync(gateway, "1.1", Told("Client-Cert", gateway.Till), ("Client-Cert-Chain", chain));
        using var without = await SendAsync(gateway, "1.1", Told("Client-Cert", gateway.Till));

        gateway.AssertIdentified(with, "store-pos");
        await Refused.AssertAsync(ProblemTypes.CertificateRefused, without);
        AssertNotPassedOn(gateway);
    }

    [Theory]
    [InlineData("X-Client-Cert", "garbage")]
    [InlineData("X-Client-Cert", "%")]
    [InlineData("X-Client-Cert", "-----BEGIN%20CERTIFICATE-----%0AAAAA%0A-----END%20CERTIFICATE-----")]
    [InlineData("Client-Cert", "garbage")]
    [InlineData("Client-Cert", "::")]
    [InlineData("Client-Cert", ":AAAA:")]
    [InlineData("Client-Cert", ":%%%:")]
    public async Task Send_Unreadable_Is403(string header, string value)
    {
        await using var gateway = await StartAsync(header, Trusted);

        using var answer = await SendAsync(gateway, "1.1", (header, value));

        await Refused.AssertAsync(ProblemTypes.CertificateRefused, answer);
        Assert.Empty(gateway.Gateway.Upstream.Requests);
    }

    [Fact]
    public async Task Send_TwoHeaders_Is403()
    {
        await using var gateway = await StartAsync("X-Client-Cert", Trusted);
        var value = Told("X-Client-Cert", gateway.Pinned).Value;

        var answer = await RawClient.SendAsync(gateway.Gateway.Http, $"GET /crm/v1/customers HTTP/1.1\r\nHost: localhost\r\nX-Client-Cert: {value}\r\nX-Client-Cert: {value}\r\n\r\n");

        Assert.Equal(403, answer?.Status);
    }

    [Fact]
    public async Task Send_EmptyHeader_IsNoCertificate()
    {
        await using var gateway = await StartAsync("X-Client-Cert", Trusted);

        var answer = await RawClient.SendAsync(
            gateway.Gateway.Http, $"GET /crm/v1/customers HTTP/1.1\r\nHost: localhost\r\nX-Client-Cert:\r\nAuthorization: Bearer {gateway.Gateway.Token()}\r\n\r\n");

        Assert.Equal(200, answer?.Status);
    }

    [Fact]
    public async Task Send_ExpiredOrUnknown_Is403()
    {
        var now = TimeProvider.System.GetUtcNow();
        using var expired = FakeAuthority.SelfSigned(notBefore: now.AddDays(-9), notAfter: now.AddMinutes(-1));
        using var unknown = FakeAuthority.SelfSigned();
        await using var gateway = await StartAsync("X-Client-Cert", Trusted, expired);

        foreach (var certificate in new[] { expired, unknown })
        {
            using var answer = await SendAsync(gateway, "1.1", Told("X-Client-Cert", certificate));
            await Refused.AssertAsync(ProblemTypes.CertificateRefused, answer);
        }
    }

    [Fact]
    public async Task Send_ProxysOwnCertificate_IdentifiesNobody()
    {
        await using var gateway = await CertificateGateway.StartAsync("require", arguments: [.. Trusted, "--Edge:ClientCertificateHeader=X-Client-Cert"]);
        using var proxy = gateway.Client("2.0", gateway.Pinned);

        using var nobody = await CertificateGateway.SendAsync(proxy);
        using var till = await CertificateGateway.SendAsync(proxy, headers: [Told("X-Client-Cert", gateway.Till)]);
        using var shop = await CertificateGateway.SendAsync(proxy, headers: [Told("X-Client-Cert", gateway.Pinned)]);

        await Refused.AssertAsync(ProblemTypes.Unauthenticated, nobody);
        await Refused.AssertAsync(ProblemTypes.CertificateRefused, till);
        gateway.AssertIdentified(shop, "web-shop");
    }

    private static Task<CertificateGateway> StartAsync(string header, string[] proxies, params X509Certificate2[] pinned) =>
        CertificateGateway.StartAsync("off", pinned: pinned, arguments: [.. proxies, $"--Edge:ClientCertificateHeader={header}"]);

    private static (string Name, string Value) Told(string header, X509Certificate2 certificate) =>
        (header, header == "Client-Cert" ? $":{Convert.ToBase64String(certificate.RawData)}:" : Uri.EscapeDataString(certificate.ExportCertificatePem()));

    private static async Task<HttpResponseMessage> SendAsync(CertificateGateway gateway, string version, params (string Name, string Value)[] headers)
    {
        using var client = version == "1.1" ? TestClients.Http1(gateway.Gateway.Http) : TestClients.Http2(gateway.Gateway.Https);
        return await CertificateGateway.SendAsync(client, headers: headers);
    }

    private static void AssertNotPassedOn(CertificateGateway gateway) => Assert.All(gateway.Gateway.Upstream.Requests, request =>
        Assert.DoesNotContain(request.Headers, header => header.Key.Contains("client", StringComparison.OrdinalIgnoreCase) || header.Value.Contains("evil", StringComparison.Ordinal)));
}

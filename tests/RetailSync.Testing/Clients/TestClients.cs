using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace RetailSync.Testing;

/// <summary>Makes HTTP clients that do exactly what the test says: no redirects, cookies, proxies, decompression or other protocol version.</summary>
public static class TestClients
{
    /// <summary>A client that speaks HTTP/1.1 and nothing else, with or without TLS.</summary>
    public static HttpClient Http1(Uri address) => Make(address, HttpVersion.Version11);

    /// <summary>A client that speaks HTTP/2 and nothing else; over TLS when the address says https, else with prior knowledge.</summary>
    public static HttpClient Http2(Uri address) => Make(address, HttpVersion.Version20);

    /// <summary>A client over TLS that speaks one protocol version and shows a certificate.</summary>
    /// <param name="address">The address.</param>
    /// <param name="version">1.1 or 2.0.</param>
    /// <param name="certificate">The certificate with its private key; null: none.</param>
    /// <param name="sentAlong">Further certificates of its chain.</param>
    public static HttpClient WithCertificate(Uri address, Version version, X509Certificate2? certificate, X509Certificate2Collection? sentAlong = null) =>

        // Offline: the chain that is sent is the one that was given.
        Make(address, version, tls => tls.ClientCertificateContext = certificate is null ? null : SslStreamCertificateContext.Create(certificate, sentAlong, offline: true));

    private static HttpClient Make(Uri address, Version version, Action<SslClientAuthenticationOptions>? configure = null)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
        };
        handler.SslOptions.RemoteCertificateValidationCallback = DevelopmentTrust.Accepts;
        configure?.Invoke(handler.SslOptions);
        return new HttpClient(handler)
        {
            BaseAddress = address,
            DefaultRequestVersion = version,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Timeout = TimeSpan.FromSeconds(60),
        };
    }
}

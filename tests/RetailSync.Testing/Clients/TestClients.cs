using System.Net;

namespace RetailSync.Testing;

/// <summary>Makes HTTP clients that do exactly what the test says: no redirects, cookies, proxies, decompression or other protocol version.</summary>
public static class TestClients
{
    /// <summary>A client that speaks HTTP/1.1 and nothing else, with or without TLS.</summary>
    public static HttpClient Http1(Uri address) => Make(address, HttpVersion.Version11);

    /// <summary>A client that speaks HTTP/2 and nothing else; over TLS when the address says https, else with prior knowledge.</summary>
    public static HttpClient Http2(Uri address) => Make(address, HttpVersion.Version20);

    private static HttpClient Make(Uri address, Version version)
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
        return new HttpClient(handler)
        {
            BaseAddress = address,
            DefaultRequestVersion = version,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Timeout = TimeSpan.FromSeconds(60),
        };
    }
}

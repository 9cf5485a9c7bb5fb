using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using RetailSync.Gateway.Certificates;
using RetailSync.Gateway.Edge;
using RetailSync.Gateway.Errors;

namespace RetailSync.Gateway.Hosting;

/// <summary>Kestrel's listeners and limits for the data port.</summary>
internal static class KestrelSetup
{
    private const string StrictLineEnds = "Microsoft.AspNetCore.Server.Kestrel.DisableHttp1LineFeedTerminators";

    private static readonly TimeSpan BodyGrace = TimeSpan.FromSeconds(5);

    /// <summary>Applies the limits of the front door.</summary>
    public static void ApplyLimits(KestrelServerOptions kestrel, EdgeOptions edge)
    {
        // A lone LF ends a line for Kestrel and is part of it for others. Its options have no setting for this; it reads the switch when it starts.
        AppContext.SetSwitch(StrictLineEnds, true);
        kestrel.RequestHeaderEncodingSelector = HeaderEncodings.Select;
        kestrel.AddServerHeader = false;
        var limits = kestrel.Limits;
        limits.MaxRequestLineSize = edge.MaxRequestLineBytes;
        limits.MaxRequestHeadersTotalSize = edge.MaxHeaderBytes;
        limits.MaxRequestHeaderCount = edge.MaxHeaderCount;
        limits.MaxRequestBodySize = edge.MaxBodyBytes;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(edge.HeaderSeconds);
        limits.MinRequestBodyDataRate = new MinDataRate(edge.MinBodyBytesPerSecond, BodyGrace);
        limits.Http2.MaxStreamsPerConnection = 100;
        limits.Http2.MaxRequestHeaderFieldSize = Math.Min(edge.MaxHeaderBytes, 16_384);
    }

    /// <summary>Opens the listeners.</summary>
    public static void Listen(KestrelServerOptions kestrel, ListenerOptions listeners, Func<X509Certificate2Collection> certificates)
    {
        var refusals = kestrel.ApplicationServices.GetRequiredService<KestrelRefusals>();
        if (listeners.Http.Enabled)
        {
            kestrel.Listen(listeners.ParsedAddress!, listeners.Http.Port, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                listen.Use(next => connection => refusals.OnConnectionAsync(connection, next));
            });
        }

        if (listeners.Https.Enabled)
        {
            var chain = certificates();
            var peers = kestrel.ApplicationServices.GetRequiredService<TlsPeers>();
            var origins = kestrel.ApplicationServices.GetRequiredService<ClientOrigin>();
            kestrel.Listen(listeners.ParsedAddress!, listeners.Https.Port, listen =>
            {
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                listen.UseHttps(https =>
                {
                    https.ServerCertificate = chain[0];
                    https.ServerCertificateChain = chain;
                    peers.Configure(https, listeners.Https.ClientCertificates);
                });
                if (origins.NeedsTlsPeer)
                {
                    listen.Use(next => connection => peers.OnConnectionAsync(connection, next));
                }

                listen.Use(next => connection => HostMemo.OnConnectionAsync(connection, next));
                listen.Use(next => connection => refusals.OnConnectionAsync(connection, next));
            });
        }
    }

    /// <summary>The configured certificate with its chain, or the development certificate.</summary>
    public static X509Certificate2Collection Certificates(HttpsListenerOptions https, string baseFolder, string dataFolder, TimeProvider clock)
    {
        if (https.CertificateFile is null)
        {
            return [DevelopmentCertificate.Get(dataFolder, clock)];
        }

        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(Path.GetFullPath(https.CertificateFile, baseFolder));
        chain[0] = X509Certificate2.CreateFromPemFile(Path.GetFullPath(https.CertificateFile, baseFolder), Path.GetFullPath(https.KeyFile!, baseFolder));
        return chain;
    }
}

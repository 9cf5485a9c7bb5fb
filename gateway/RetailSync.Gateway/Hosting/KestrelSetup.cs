using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using RetailSync.Gateway.Certificates;
using RetailSync.Gateway.Edge;
using RetailSync.Gateway.Errors;
using RetailSync.Gateway.Telemetry;

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
        limits.MinResponseDataRate = new MinDataRate(edge.MinResponseBytesPerSecond, BodyGrace);
        limits.MaxConcurrentConnections = edge.MaxConnections;

        // One more than we count ourselves: the server would only notice when the upstream has agreed already.
        limits.MaxConcurrentUpgradedConnections = edge.MaxUpgradedConnections + 1L;
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(130);
        ApplyHttp2Limits(limits.Http2, edge);
    }

    // What one connection may make us hold or do. The server resets streams that are opened and given up faster than it can end them (rapid reset); frames that
    // bring nothing are the guard's matter.
    private static void ApplyHttp2Limits(Http2Limits http2, EdgeOptions edge)
    {
        http2.MaxStreamsPerConnection = 100;
        http2.MaxRequestHeaderFieldSize = Math.Min(edge.MaxHeaderBytes, 16_384);
        http2.HeaderTableSize = 4_096;
        http2.MaxFrameSize = 16_384;
        http2.InitialStreamWindowSize = 131_072;
        http2.InitialConnectionWindowSize = 524_288;
        http2.KeepAlivePingDelay = TimeSpan.FromSeconds(60);
        http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(20);
    }

    /// <summary>Opens the listeners.</summary>
    public static void Listen(KestrelServerOptions kestrel, ListenerOptions listeners, Func<X509Certificate2Collection> certificates)
    {
        var refusals = kestrel.ApplicationServices.GetRequiredService<KestrelRefusals>();
        var cutOffs = new CutOffs(kestrel.ApplicationServices.GetRequiredService<TimeProvider>());
        if (listeners.Http.Enabled)
        {
            kestrel.Listen(listeners.ParsedAddress!, listeners.Http.Port, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                listen.Use(next => connection => cutOffs.OnConnectionAsync(connection, next));
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
                var (metrics, clock) = (kestrel.ApplicationServices.GetRequiredService<GatewayMetrics>(), kestrel.ApplicationServices.GetRequiredService<TimeProvider>());
                listen.Use(next => connection => Http2FrameGuard.OnConnectionAsync(connection, next, clock, metrics.FloodClosed));
                listen.Use(next => connection => cutOffs.OnConnectionAsync(connection, next));
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

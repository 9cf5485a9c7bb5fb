using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using RetailSync.Gateway.Hosting;

namespace RetailSync.Gateway.Certificates;

/// <summary>Asks for client certificates while a connection is opened and keeps what is found out about them. Safe to use from many threads.</summary>
internal sealed class TlsPeers(CertificateExaminer examiner)
{
    // From the handshake, where the certificates that were sent along are known, to the connection, which Kestrel does not show there.
    private readonly ConditionalWeakTable<X509Certificate2, CertificateEvidence> _shown = [];

    /// <summary>
    /// Sets up TLS. No certificate fails the handshake, however bad: the request that follows is refused with a reason. One that is missing does, when it is required.
    /// </summary>
    public void Configure(HttpsConnectionAdapterOptions https, ClientCertificateUse use)
    {
        if (use is ClientCertificateUse.Off)
        {
            return;
        }

        https.ClientCertificateMode = use is ClientCertificateUse.Require ? ClientCertificateMode.RequireCertificate : ClientCertificateMode.AllowCertificate;
        https.ClientCertificateValidation = (certificate, chain, _) =>
        {
            _shown.AddOrUpdate(certificate, examiner.Examine(certificate, chain?.ChainPolicy.ExtraStore ?? []));
            return true;
        };
        https.OnAuthenticate = (_, tls) =>
        {
            // A resumed session brings the client's own certificate back, but not those that were sent along: its chain could not be built again.
            tls.AllowTlsResume = false;

            // The framework builds a chain of its own before it asks us: without any trust, and without fetching anything.
            tls.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                DisableCertificateDownloads = true,
            };
        };
    }

    /// <summary>The connection middleware that leaves a <see cref="TlsPeer"/>. Belongs after TLS.</summary>
    public Task OnConnectionAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        CertificateEvidence? evidence = null;
        if (connection.Features.Get<ITlsConnectionFeature>()?.ClientCertificate is { } certificate)
        {
            evidence = _shown.TryGetValue(certificate, out var shown) ? shown : examiner.Examine(certificate, []);
        }

        var name = connection.Features.Get<ISslStreamFeature>()?.SslStream.TargetHostName ?? "";
        connection.Features.Set(new TlsPeer(name, evidence));
        return next(connection);
    }
}

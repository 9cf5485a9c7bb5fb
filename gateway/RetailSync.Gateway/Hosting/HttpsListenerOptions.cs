using System.ComponentModel.DataAnnotations;

namespace RetailSync.Gateway.Hosting;

/// <summary>The listener with TLS.</summary>
public sealed class HttpsListenerOptions
{
    /// <summary>Whether it listens. Default true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The port. 0 (any free one) to 65,535; default 8443.</summary>
    [Range(0, 65_535)]
    public int Port { get; init; } = 8443;

    /// <summary>The certificate chain as a PEM file; none: a development certificate for localhost is made on first run.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>The certificate's private key as a PEM file.</summary>
    public string? KeyFile { get; init; }

    /// <summary>Whether clients are asked for certificates: <c>off</c>, <c>allow</c> or <c>require</c>. Default <c>off</c>.</summary>
    public ClientCertificateUse ClientCertificates { get; init; } = ClientCertificateUse.Off;

    /// <summary>The authorities whose client certificates may name a consumer by a name in them, roots and intermediates, as a PEM file. None by default: then only pinned thumbprints count.</summary>
    public string? ClientAuthorities { get; init; }

    /// <summary>Revocation lists of those authorities, as a PEM or DER file, read again when it changes. None by default: then revocation is not checked.</summary>
    public string? ClientRevocations { get; init; }
}

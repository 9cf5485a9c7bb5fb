namespace RetailSync.Gateway.Certificates;

/// <summary>What was learned while a TLS connection was opened: a feature of the connection. Immutable.</summary>
/// <param name="ServerName">The host that the client asked for (SNI); empty when it named none.</param>
/// <param name="Certificate">The certificate that it showed; null when it showed none.</param>
internal sealed record TlsPeer(string ServerName, CertificateEvidence? Certificate);

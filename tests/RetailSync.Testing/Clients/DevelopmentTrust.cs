using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace RetailSync.Testing;

/// <summary>Which server certificates tests believe: the gateway's own development certificate, which nobody else has signed.</summary>
internal static class DevelopmentTrust
{
    private const string Subject = "CN=localhost, O=RetailSync development";

    /// <summary>Whether a certificate is the development certificate, for the name that was asked for.</summary>
    public static bool Accepts(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        errors is SslPolicyErrors.None or SslPolicyErrors.RemoteCertificateChainErrors && certificate?.Subject == Subject;

    /// <summary>The same, whatever name was asked for.</summary>
    public static bool AcceptsForAnyName(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) => certificate?.Subject == Subject;
}

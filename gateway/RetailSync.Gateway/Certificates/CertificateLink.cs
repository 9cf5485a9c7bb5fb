namespace RetailSync.Gateway.Certificates;

/// <summary>One certificate of a chain, as revocation lists speak of it. Immutable.</summary>
/// <param name="Issuer">Who signed it: the encoded name in hexadecimal digits.</param>
/// <param name="Serial">Its serial number in hexadecimal digits, without leading zeros.</param>
internal sealed record CertificateLink(string Issuer, string Serial);

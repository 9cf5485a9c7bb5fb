namespace RetailSync.Gateway;

/// <summary>One way in which a client certificate names its consumer: by its thumbprint or by a name in it. Exactly one of the two is set. Immutable.</summary>
/// <param name="Sha256">The SHA-256 of the whole certificate, 64 hexadecimal digits in lower case; it may then be signed by anybody, itself included.</param>
/// <param name="San">A subject alternative name, <c>dns:till-17.example.com</c> (lower case) or <c>uri:spiffe://example.com/till-17</c>; it counts only in a certificate of a trusted authority.</param>
public sealed record ConsumerCertificate(string? Sha256, string? San);

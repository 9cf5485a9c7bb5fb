namespace RetailSync.Gateway;

/// <summary>A certificate whose private key the client has proved to hold, to the gateway or to a proxy that the gateway trusts, and what is to be thought of it at this moment. Immutable.</summary>
public sealed record ClientCertificate
{
    /// <summary>The SHA-256 of the whole certificate, 64 hexadecimal digits in lower case.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Its subject, for logs and explanations. It names nobody: anybody can write anything there.</summary>
    public required string Subject { get; init; }

    /// <summary>Why it must not be believed: expired, not valid yet, revoked, not meant for clients, unreadable. Null when nothing speaks against it.</summary>
    public string? Fault { get; init; }

    /// <summary>The names in it that count, as <c>dns:...</c> and <c>uri:...</c>; empty unless a trusted authority has signed it.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Why its names do not count; null when they do.</summary>
    public string? Untrusted { get; init; }
}

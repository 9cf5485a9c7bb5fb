using System.Security.Cryptography;
using System.Text;

namespace RetailSync.Sandbox;

/// <summary>The credential by which a system knows the gateway. Safe to call from many threads.</summary>
internal abstract class GatewayCredential
{
    /// <summary>What a refused caller is told to bring.</summary>
    public abstract string Wanted { get; }

    /// <summary>The <c>WWW-Authenticate</c> value of a refusal.</summary>
    public abstract string Challenge { get; }

    /// <summary>Whether the call carries the credential.</summary>
    public abstract ValueTask<bool> AcceptsAsync(HttpContext context);

    /// <summary>Compares in a time that tells nothing about how much of it was right, nor about its length.</summary>
    public static bool Same(string given, string expected) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(expected)));
}

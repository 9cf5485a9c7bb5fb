using System.Security.Cryptography;
using System.Text;

namespace RetailSync.Faults.Subscriber;

/// <summary>Verifies signatures as a subscriber does: Standard Webhooks 1.0, written here a second time on purpose. Pure.</summary>
internal static class StandardWebhook
{
    /// <summary>Whether one of the signatures is the secret's HMAC-SHA256 of id, time and body.</summary>
    public static bool IsSigned(byte[] secret, string id, string timestamp, string signatures, byte[] body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        var expected = Encoding.ASCII.GetBytes("v1," + Convert.ToBase64String(HMACSHA256.HashData(secret, signed)));
        return signatures.Split(' ').Any(one => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(one), expected));
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RetailSync.Events.Webhooks;

/// <summary>Signs webhooks as Standard Webhooks 1.0 says: <c>v1,</c> and the HMAC-SHA256 of id, time and body in Base64. Safe to use from many threads.</summary>
internal static class WebhookSignature
{
    /// <summary>The value of <c>webhook-signature</c>: one signature for each secret, separated by spaces.</summary>
    public static string Sign(IEnumerable<WebhookSecret> secrets, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        var head = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}."));
        var signed = new byte[head.Length + body.Length];
        head.CopyTo(signed, 0);
        body.CopyTo(signed.AsSpan(head.Length));
        return string.Join(' ', secrets.Select(secret => "v1," + Convert.ToBase64String(HMACSHA256.HashData(secret.Key, signed))));
    }
}

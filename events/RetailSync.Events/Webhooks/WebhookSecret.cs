using System.Security.Cryptography;

namespace RetailSync.Events.Webhooks;

/// <summary>A secret that webhooks are signed with, as Standard Webhooks writes it: <c>whsec_</c> and 24 to 64 bytes in Base64. Never turns itself into text by accident. Immutable.</summary>
internal sealed class WebhookSecret
{
    private const string Prefix = "whsec_";

    private WebhookSecret(byte[] key) => Key = key;

    /// <summary>The bytes that sign.</summary>
    public byte[] Key { get; }

    /// <summary>A new one of 32 bytes.</summary>
    public static WebhookSecret Generate() => new(RandomNumberGenerator.GetBytes(32));

    /// <summary>One that was kept.</summary>
    public static WebhookSecret Of(byte[] key) => new(key);

    /// <summary>As the subscriber gets it, once.</summary>
    public string Reveal() => Prefix + Convert.ToBase64String(Key);
}

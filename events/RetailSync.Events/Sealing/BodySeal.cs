using System.Security.Cryptography;
using System.Text;

namespace RetailSync.Events.Sealing;

/// <summary>
/// Encrypts bodies at rest with AES-256-GCM: a byte for the format, a nonce of 12 bytes, the ciphertext, a tag of 16 bytes. Each is bound to its place, so that a body moved
/// to another row does not open. Safe to use from many threads.
/// </summary>
/// <param name="key">The key. 32 bytes.</param>
internal sealed class BodySeal(byte[] key)
{
    private const byte Format = 1;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    /// <summary>Encrypts a body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="place">Where it is kept, such as <c>operation/request/{id}</c>.</param>
    public byte[] Seal(ReadOnlySpan<byte> body, string place)
    {
        var kept = new byte[1 + NonceLength + body.Length + TagLength];
        kept[0] = Format;
        var nonce = kept.AsSpan(1, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(nonce, body, kept.AsSpan(1 + NonceLength, body.Length), kept.AsSpan(1 + NonceLength + body.Length), Encoding.UTF8.GetBytes(place));
        return kept;
    }

    /// <summary>Decrypts a body.</summary>
    /// <exception cref="CryptographicException">It was kept under another key or at another place, or was changed.</exception>
    public byte[] Open(ReadOnlySpan<byte> kept, string place)
    {
        var length = kept.Length - 1 - NonceLength - TagLength;
        if (length < 0 || kept[0] != Format)
        {
            throw new CryptographicException("The kept body has no format that is known.");
        }

        var body = new byte[length];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(kept.Slice(1, NonceLength), kept.Slice(1 + NonceLength, length), kept[^TagLength..], body, Encoding.UTF8.GetBytes(place));
        return body;
    }
}

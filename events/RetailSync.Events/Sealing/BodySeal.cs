using System.Security.Cryptography;
using System.Text;

namespace RetailSync.Events.Sealing;

/// <summary>
/// Encrypts bodies at rest with AES-256-GCM: a byte for the format, a byte that tells the key, a nonce of 12 bytes, the ciphertext, a tag of 16 bytes. Each is bound to its
/// place, so that a body moved to another row does not open. Safe to use from many threads.
/// </summary>
/// <param name="keys">The keys; the first one seals, every one opens.</param>
internal sealed class BodySeal(SealKeys keys)
{
    private const byte Format = 1;
    private const int HeadLength = 2;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    /// <summary>Seals with one key that is given.</summary>
    /// <param name="key">The key. 32 bytes.</param>
    public BodySeal(byte[] key)
        : this(new SealKeys([key]))
    {
    }

    /// <summary>Encrypts a body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="place">Where it is kept, such as <c>operation/{id}/request</c>.</param>
    public byte[] Seal(ReadOnlySpan<byte> body, string place)
    {
        var key = keys.All[0];
        var kept = new byte[HeadLength + NonceLength + body.Length + TagLength];
        (kept[0], kept[1]) = (Format, key.Id);
        var nonce = kept.AsSpan(HeadLength, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key.Bytes, TagLength);
        aes.Encrypt(nonce, body, kept.AsSpan(HeadLength + NonceLength, body.Length), kept.AsSpan(HeadLength + NonceLength + body.Length), Encoding.UTF8.GetBytes(place));
        return kept;
    }

    /// <summary>Decrypts a body.</summary>
    /// <exception cref="CryptographicException">It was kept under another key or at another place, or was changed.</exception>
    public byte[] Open(ReadOnlySpan<byte> kept, string place)
    {
        var length = kept.Length - HeadLength - NonceLength - TagLength;
        if (length < 0 || kept[0] != Format)
        {
            throw new CryptographicException("The kept body has no format that is known.");
        }

        var bound = Encoding.UTF8.GetBytes(place);
        CryptographicException? failed = null;
        foreach (var key in keys.All)
        {
            if (key.Id != kept[1])
            {
                continue;
            }

            try
            {
                var body = new byte[length];
                using var aes = new AesGcm(key.Bytes, TagLength);
                aes.Decrypt(kept.Slice(HeadLength, NonceLength), kept.Slice(HeadLength + NonceLength, length), kept[^TagLength..], body, bound);
                return body;
            }
            catch (CryptographicException changed)
            {
                // Another key may have the same mark.
                failed = changed;
            }
        }

        throw failed ?? new CryptographicException("The kept body was sealed with a key that is not among the keys.");
    }

    /// <summary>Whether one of the keys may have sealed it. It can still be damaged.</summary>
    public bool Knows(ReadOnlySpan<byte> kept)
    {
        if (kept.Length < HeadLength + NonceLength + TagLength || kept[0] != Format)
        {
            return false;
        }

        foreach (var key in keys.All)
        {
            if (key.Id == kept[1])
            {
                return true;
            }
        }

        return false;
    }
}

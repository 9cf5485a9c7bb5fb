using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using RetailSync.Gateway;

namespace RetailSync.Catalog;

/// <summary>
/// The form of an API key: <c>rsk_</c>, 8 characters that may be seen, <c>_</c>, and 43 that are secret (32 random bytes). Safe to use from many threads.
/// </summary>
public static class ApiKey
{
    /// <summary>How long the visible prefix is, <c>rsk_</c> included.</summary>
    internal const int PrefixLength = 12;

    /// <summary>How long a whole key is.</summary>
    internal const int Length = PrefixLength + 1 + SecretLength;

    /// <summary>How many bytes the stored hash has.</summary>
    internal const int HashLength = SHA256.HashSizeInBytes;

    private const string Mark = "rsk_";
    private const int SecretLength = 43;
    private const int SecretBytes = 32;

    // Crockford's base 32: no i, l, o or u, which people confuse when they read a prefix aloud.
    private const string PrefixAlphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    private static readonly SearchValues<char> PrefixCharacters = SearchValues.Create(PrefixAlphabet);

    /// <summary>Makes a new key from the system's random numbers.</summary>
    /// <param name="now">When it is made.</param>
    public static NewApiKey Create(DateTimeOffset now)
    {
        Span<byte> secret = stackalloc byte[SecretBytes];
        RandomNumberGenerator.Fill(secret);
        var prefix = Mark + RandomNumberGenerator.GetString(PrefixAlphabet, PrefixLength - Mark.Length);
        var key = $"{prefix}_{Base64Url.EncodeToString(secret)}";

        Span<byte> hash = stackalloc byte[HashLength];
        _ = TryHash(key, hash);
        return new NewApiKey(key, new ApiKeyRecord(prefix, Convert.ToHexStringLower(hash), now, null));
    }

    /// <summary>Whether <paramref name="text"/> is the visible part of a key.</summary>
    internal static bool IsPrefix(ReadOnlySpan<char> text) =>
        text.Length == PrefixLength && text.StartsWith(Mark, StringComparison.Ordinal) && !text[Mark.Length..].ContainsAnyExcept(PrefixCharacters);

    /// <summary>Hashes what may be a key; false when it has not a key's length, which anybody can see.</summary>
    internal static bool TryHash(ReadOnlySpan<char> key, Span<byte> hash)
    {
        if (key.Length != Length)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[Encoding.UTF8.GetMaxByteCount(Length)];
        return SHA256.TryHashData(bytes[..Encoding.UTF8.GetBytes(key, bytes)], hash, out _);
    }
}

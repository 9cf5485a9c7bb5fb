using System.Text;

namespace RetailSync.Gateway.Edge;

/// <summary>
/// Decodes the <c>Connection</c> header so that the headers it nominates can still be seen. Kestrel replaces a value in which it knows one option alone, such as
/// <c>close, X-Secret</c>, with that option, and what stood beside it is lost. Two options together it leaves as they are: a value that nominates anything is
/// given both, which closes the connection after the answer. Safe for many threads.
/// </summary>
internal sealed class ConnectionHeaderEncoding : Encoding
{
    private const string Both = ", close, keep-alive";

    private static readonly ConnectionHeaderEncoding Instance = new();

    /// <summary>What Kestrel asks for each header: this encoding for <c>Connection</c>, the usual one for all others.</summary>
    public static Encoding? Select(string header) => header.Equals("Connection", StringComparison.OrdinalIgnoreCase) ? Instance : null;

    /// <inheritdoc/>
    public override int GetCharCount(byte[] bytes, int index, int count) => count + (Nominates(bytes.AsSpan(index, count)) ? Both.Length : 0);

    /// <inheritdoc/>
    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex)
    {
        var value = bytes.AsSpan(byteIndex, byteCount);
        if (value.Contains((byte)0))
        {
            throw new DecoderFallbackException("A header must not contain NUL.");
        }

        Latin1.GetChars(value, chars.AsSpan(charIndex));
        if (!Nominates(value))
        {
            return byteCount;
        }

        Both.CopyTo(chars.AsSpan(charIndex + byteCount));
        return byteCount + Both.Length;
    }

    /// <inheritdoc/>
    public override int GetMaxCharCount(int byteCount) => byteCount + Both.Length;

    /// <inheritdoc/>
    public override int GetByteCount(char[] chars, int index, int count) => Latin1.GetByteCount(chars, index, count);

    /// <inheritdoc/>
    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) => Latin1.GetBytes(chars, charIndex, charCount, bytes, byteIndex);

    /// <inheritdoc/>
    public override int GetMaxByteCount(int charCount) => Latin1.GetMaxByteCount(charCount);

    private static bool Nominates(ReadOnlySpan<byte> value)
    {
        foreach (var range in value.Split((byte)','))
        {
            var option = value[range].Trim(" \t"u8);
            if (option.Length > 0
                && !Ascii.EqualsIgnoreCase(option, "keep-alive"u8) && !Ascii.EqualsIgnoreCase(option, "close"u8) && !Ascii.EqualsIgnoreCase(option, "upgrade"u8)
                && !Ascii.EqualsIgnoreCase(option, "te"u8) && !Ascii.EqualsIgnoreCase(option, "http2-settings"u8))
            {
                return true;
            }
        }

        return false;
    }
}

using System.Text;

namespace RetailSync.Gateway.Edge;

/// <summary>An encoding through which the gateway sees a header's bytes while Kestrel reads them. Kestrel asks for it by name, before any request exists.</summary>
internal abstract class ObservedEncoding : Encoding
{
    /// <inheritdoc/>
    public sealed override int GetCharCount(byte[] bytes, int index, int count) => Decode(bytes.AsSpan(index, count), default);

    /// <inheritdoc/>
    public sealed override int GetCharCount(ReadOnlySpan<byte> bytes) => Decode(bytes, default);

    /// <inheritdoc/>
    public sealed override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex) =>
        Decode(bytes.AsSpan(byteIndex, byteCount), chars.AsSpan(charIndex));

    /// <inheritdoc/>
    public sealed override int GetChars(ReadOnlySpan<byte> bytes, Span<char> chars) => Decode(bytes, chars);

    /// <inheritdoc/>
    public sealed override int GetByteCount(char[] chars, int index, int count) => Latin1.GetByteCount(chars, index, count);

    /// <inheritdoc/>
    public sealed override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) => Latin1.GetBytes(chars, charIndex, charCount, bytes, byteIndex);

    /// <inheritdoc/>
    public sealed override int GetMaxByteCount(int charCount) => Latin1.GetMaxByteCount(charCount);

    /// <summary>Writes what Kestrel is to read. Returns its length; with no room at all, the length is asked for and nothing is written.</summary>
    /// <exception cref="DecoderFallbackException">The request is refused.</exception>
    protected abstract int Decode(ReadOnlySpan<byte> value, Span<char> text);

    /// <summary>Byte for character. NUL is refused: for some readers it ends the value.</summary>
    protected static int Copy(ReadOnlySpan<byte> value, Span<char> text)
    {
        if (value.Contains((byte)0))
        {
            throw new DecoderFallbackException("A header must not contain NUL.");
        }

        return text.IsEmpty ? value.Length : Latin1.GetChars(value, text);
    }
}

namespace RetailSync.Gateway.Edge;

/// <summary>
/// Lets <c>Content-Length</c> through only when it is digits and nothing else (RFC 9112, section 6.2). Kestrel's own reader takes <c>+5</c> for 5, which others do not.
/// Safe for many threads.
/// </summary>
internal sealed class LengthHeaderEncoding : ObservedEncoding
{
    // The longest number of bytes that fits.
    private const int MaxDigits = 19;

    /// <inheritdoc/>
    public override int GetMaxCharCount(int byteCount) => byteCount + 1;

    /// <inheritdoc/>
    protected override int Decode(ReadOnlySpan<byte> value, Span<char> text)
    {
        if (value.Length is > 0 and <= MaxDigits && !value.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return Copy(value, text);
        }

        // Kestrel says 400 to this, as to every length that is no number.
        if (!text.IsEmpty)
        {
            text[0] = '?';
        }

        return 1;
    }
}

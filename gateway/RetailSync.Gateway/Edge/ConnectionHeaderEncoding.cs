using System.Text;

namespace RetailSync.Gateway.Edge;

/// <summary>
/// Decodes the <c>Connection</c> header so that the headers it nominates can still be seen. Kestrel replaces a value in which it knows one option alone, such as
/// <c>close, X-Secret</c>, with that option, and what stood beside it is lost. Two options together it leaves as they are: a value that nominates anything is
/// given both, which closes the connection after the answer. Safe for many threads.
/// </summary>
internal sealed class ConnectionHeaderEncoding : ObservedEncoding
{
    private const string Both = ", close, keep-alive";

    /// <inheritdoc/>
    public override int GetMaxCharCount(int byteCount) => byteCount + Both.Length;

    /// <inheritdoc/>
    protected override int Decode(ReadOnlySpan<byte> value, Span<char> text)
    {
        var length = Copy(value, text);
        if (!Nominates(value))
        {
            return length;
        }

        if (!text.IsEmpty)
        {
            Both.CopyTo(text[length..]);
        }

        return length + Both.Length;
    }

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

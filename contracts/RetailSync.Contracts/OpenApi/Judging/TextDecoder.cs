using System.Text.Unicode;

namespace RetailSync.Contracts.OpenApi.Judging;

/// <summary>Undoes escapes, once, into UTF-8. Keeps its memory for the next text. One thread at a time.</summary>
internal sealed class TextDecoder
{
    private byte[] _bytes = new byte[256];

    /// <summary>Undoes the escapes of a text. False: an escape is broken, the result is no UTF-8, or it is longer than <see cref="JudgingLimits.ParameterBytes"/>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="escapes">How it is escaped.</param>
    /// <param name="decoded">The result, valid until the next call.</param>
    public bool TryDecode(ReadOnlySpan<char> text, Escapes escapes, out ReadOnlySpan<byte> decoded)
    {
        decoded = default;
        if (text.Length > JudgingLimits.ParameterBytes)
        {
            return false;
        }

        if (_bytes.Length < text.Length * 3)
        {
            _bytes = new byte[text.Length * 3];
        }

        if (Utf8.FromUtf16(text, _bytes, out _, out var length, replaceInvalidSequences: false) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        var bytes = _bytes.AsSpan(0, length);
        if (escapes != Escapes.None && !TryUnescape(ref bytes, escapes == Escapes.PercentAndPlus))
        {
            return false;
        }

        decoded = bytes;
        return true;
    }

    /// <summary>Undoes the escapes of a field of a form (URL standard, section 5.1), which is bytes already.</summary>
    public bool TryDecode(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> decoded)
    {
        if (_bytes.Length < text.Length)
        {
            _bytes = new byte[text.Length];
        }

        text.CopyTo(_bytes);
        var bytes = _bytes.AsSpan(0, text.Length);
        var isGood = TryUnescape(ref bytes, plusIsSpace: true) && Utf8.IsValid(bytes);
        decoded = bytes;
        return isGood;
    }

    private static bool TryUnescape(ref Span<byte> bytes, bool plusIsSpace)
    {
        if (bytes.IndexOfAny((byte)'%', (byte)'+') < 0)
        {
            return true;
        }

        var to = 0;
        for (var from = 0; from < bytes.Length; from++)
        {
            var value = bytes[from];
            if (value == '%')
            {
                if (from + 2 >= bytes.Length || !IsHex(bytes[from + 1], out var high) || !IsHex(bytes[from + 2], out var low))
                {
                    return false;
                }

                value = (byte)((high << 4) | low);
                from += 2;
            }
            else if (value == '+' && plusIsSpace)
            {
                value = (byte)' ';
            }

            bytes[to++] = value;
        }

        bytes = bytes[..to];
        return Utf8.IsValid(bytes);
    }

    private static bool IsHex(byte character, out int value)
    {
        value = character switch
        {
            >= (byte)'0' and <= (byte)'9' => character - '0',
            >= (byte)'A' and <= (byte)'F' => character - 'A' + 10,
            >= (byte)'a' and <= (byte)'f' => character - 'a' + 10,
            _ => -1,
        };
        return value >= 0;
    }
}

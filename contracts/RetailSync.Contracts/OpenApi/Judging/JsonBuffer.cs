using System.Buffers;

namespace RetailSync.Contracts.OpenApi.Judging;

/// <summary>Puts a JSON text together from pieces. Keeps its memory for the next text, unless that was huge. One thread at a time.</summary>
internal sealed class JsonBuffer
{
    private const int LeastBytes = 512;

    private static readonly SearchValues<byte> Escaped = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(value => (byte)value), (byte)'"', (byte)'\\']);

    private byte[] _bytes = new byte[LeastBytes];
    private int _length;

    /// <summary>What was written, valid until the next write.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

    /// <summary>Begins a new text.</summary>
    public void Clear()
    {
        _length = 0;
        if (_bytes.Length > JudgingLimits.ParameterBytes * 2)
        {
            _bytes = new byte[LeastBytes];
        }
    }

    /// <summary>Writes a byte as it is.</summary>
    public void Write(byte value)
    {
        Reserve(1);
        _bytes[_length++] = value;
    }

    /// <summary>Writes bytes as they are.</summary>
    public void Write(ReadOnlySpan<byte> json)
    {
        Reserve(json.Length);
        json.CopyTo(_bytes.AsSpan(_length));
        _length += json.Length;
    }

    /// <summary>Writes a string.</summary>
    /// <param name="text">Well-formed UTF-8.</param>
    public void WriteText(ReadOnlySpan<byte> text)
    {
        Write((byte)'"');
        while (text.IndexOfAny(Escaped) is >= 0 and var at)
        {
            Write(text[..at]);
            WriteEscaped(text[at]);
            text = text[(at + 1)..];
        }

        Write(text);
        Write((byte)'"');
    }

    /// <summary>Writes what a text stands for: the number, boolean or null that it spells, where the types let it, and else a string.</summary>
    /// <param name="text">Well-formed UTF-8.</param>
    /// <param name="types">The types that the value may have.</param>
    public void WriteValue(ReadOnlySpan<byte> text, Schemas.ValueTypes types)
    {
        if (TextLiteral.Is(text, types))
        {
            Write(text);
        }
        else
        {
            WriteText(text);
        }
    }

    /// <summary>Writes a comma, unless a list or object has just begun.</summary>
    public void Separate()
    {
        if (_length > 0 && _bytes[_length - 1] is not ((byte)'[' or (byte)'{'))
        {
            Write((byte)',');
        }
    }

    private void WriteEscaped(byte value)
    {
        if (value is (byte)'"' or (byte)'\\')
        {
            Write((byte)'\\');
            Write(value);
            return;
        }

        Write("\\u00"u8);
        Write((byte)('0' + (value >> 4)));
        Write("0123456789abcdef"u8[value & 15]);
    }

    private void Reserve(int count)
    {
        if (_bytes.Length - _length < count)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
        }
    }
}

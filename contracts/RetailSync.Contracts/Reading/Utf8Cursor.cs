using System.Text;

namespace RetailSync.Contracts.Reading;

/// <summary>Turns byte offsets into lines and columns, going forward only, so that a file on one line costs no more than one on many.</summary>
internal ref struct Utf8Cursor(ReadOnlySpan<byte> utf8)
{
    private readonly ReadOnlySpan<byte> _utf8 = utf8;
    private int _offset;

    /// <summary>The line, from 1.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>The column, from 1, in UTF-16 units as editors count.</summary>
    public int Column { get; private set; } = 1;

    public void MoveTo(int offset)
    {
        var passed = _utf8[_offset..offset];
        _offset = offset;
        var lineEnd = passed.LastIndexOf((byte)'\n');
        if (lineEnd >= 0)
        {
            Line += passed[..lineEnd].Count((byte)'\n') + 1;
            Column = 1;
            passed = passed[(lineEnd + 1)..];
        }

        // UTF-16 as editors count it; an offset inside a character counts what was begun.
        Column += Ascii.IsValid(passed) ? passed.Length : Units(passed);
    }

    private static int Units(ReadOnlySpan<byte> utf8)
    {
        var units = 0;
        foreach (var unit in utf8)
        {
            if ((unit & 0xC0) != 0x80)
            {
                // A first byte of four stands for a surrogate pair.
                units += unit >= 0xF0 ? 2 : 1;
            }
        }

        return units;
    }
}

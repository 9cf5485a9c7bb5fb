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
        foreach (var unit in _utf8[_offset..offset])
        {
            if (unit == '\n')
            {
                Line++;
                Column = 1;
            }
            else if ((unit & 0xC0) != 0x80)
            {
                // A first byte of four stands for a surrogate pair.
                Column += unit >= 0xF0 ? 2 : 1;
            }
        }

        _offset = offset;
    }
}

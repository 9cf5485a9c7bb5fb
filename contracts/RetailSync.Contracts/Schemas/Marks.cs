namespace RetailSync.Contracts.Schemas;

/// <summary>Which properties or items of one value have been looked at, by their position (JSON Schema core, section 11). Grows as needed and is used again and again.</summary>
internal sealed class Marks
{
    private ulong[] _bits = new ulong[4];

    /// <summary>Marks a position.</summary>
    public void Add(int position)
    {
        var word = position >> 6;
        if (word >= _bits.Length)
        {
            Array.Resize(ref _bits, Math.Max(word + 1, _bits.Length * 2));
        }

        _bits[word] |= 1UL << (position & 63);
    }

    /// <summary>Marks those of 64 positions whose bits are set.</summary>
    public void Add(int word, ulong bits) => _bits[word] |= bits;

    /// <summary>Whether a position is marked.</summary>
    public bool Has(int position) => position >> 6 < _bits.Length && (_bits[position >> 6] & (1UL << (position & 63))) != 0;

    /// <summary>Marks all that the other has marked.</summary>
    public void Add(Marks other)
    {
        if (other._bits.Length > _bits.Length)
        {
            Array.Resize(ref _bits, other._bits.Length);
        }

        for (var word = 0; word < other._bits.Length; word++)
        {
            _bits[word] |= other._bits[word];
        }
    }

    /// <summary>Forgets all marks.</summary>
    public void Clear() => Array.Clear(_bits);
}

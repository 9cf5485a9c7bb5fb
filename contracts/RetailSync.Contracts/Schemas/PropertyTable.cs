using System.Runtime.InteropServices;
using System.Text;

namespace RetailSync.Contracts.Schemas;

/// <summary>Finds names in UTF-8. Immutable; finding allocates nothing.</summary>
internal sealed class PropertyTable
{
    private readonly byte[][] _names;
    private readonly int[] _first;
    private readonly int[] _next;

    /// <summary>Takes the names; each gets its position as its number.</summary>
    public PropertyTable(IReadOnlyList<string> names)
    {
        Names = names;
        _names = [.. names.Select(Encoding.UTF8.GetBytes)];
        _next = new int[_names.Length];
        _first = new int[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, _names.Length * 2))];
        Array.Fill(_first, -1);
        for (var number = 0; number < _names.Length; number++)
        {
            ref var first = ref _first[Hash(_names[number]) & (_first.Length - 1)];
            (_next[number], first) = (first, number);
        }
    }

    /// <summary>The names by number.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The number of a name; -1 when it is not among them.</summary>
    /// <param name="name">The name.</param>
    /// <param name="guess">The number that is tried first: senders keep the order of the contract more often than not.</param>
    public int Find(ReadOnlySpan<byte> name, int guess)
    {
        if (guess < _names.Length && name.SequenceEqual(_names[guess]))
        {
            return guess;
        }

        var number = _first[Hash(name) & (_first.Length - 1)];
        while (number >= 0 && !name.SequenceEqual(_names[number]))
        {
            number = _next[number];
        }

        return number;
    }

    // Length and both ends: names of one schema rarely share all three, and reading them takes the same time for any name.
    private static int Hash(ReadOnlySpan<byte> name)
    {
        if (name.Length >= 8)
        {
            return (int)(((MemoryMarshal.Read<ulong>(name) * 0x9E3779B97F4A7C15) ^ (MemoryMarshal.Read<ulong>(name[^8..]) * 0xC2B2AE3D27D4EB4F) ^ (ulong)name.Length) >> 32);
        }

        ulong hash = (ulong)name.Length;
        foreach (var value in name)
        {
            hash = (hash ^ value) * 0x100000001B3;
        }

        return (int)(hash >> 8);
    }
}

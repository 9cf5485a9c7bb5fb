using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace RetailSync.Contracts.Schemas;

/// <summary>
/// Remembers which names the objects of one value have had, so that a repeated one is found (RFC 8259, section 4, leaves open what it means; readers then disagree about the value).
/// Names that a schema knows need it not: a bit each is enough. Grows as needed and is used again and again.
/// </summary>
internal sealed class NameMemory
{
    private const int LeastEntries = 64;
    private const int MaxKeptEntries = 8_192;

    // Not known to senders, who could otherwise choose names that all fall into one place.
    private static readonly ulong Seed = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))) | 1;

    private Entry[] _entries = new Entry[LeastEntries];
    private int _count;

    /// <summary>Takes a name. False: its object has had it before, at another position.</summary>
    /// <param name="json">The whole value.</param>
    /// <param name="owner">Where the object begins.</param>
    /// <param name="position">Where the name begins. The same name at the same position may be taken any number of times.</param>
    /// <param name="name">The name without its escapes.</param>
    public bool TryAdd(ReadOnlySpan<byte> json, int owner, int position, ReadOnlySpan<byte> name)
    {
        if (_count * 2 >= _entries.Length)
        {
            Grow();
        }

        var hash = Hash(name, owner);
        var mask = _entries.Length - 1;
        for (var at = (int)hash & mask; ; at = (at + 1) & mask)
        {
            ref var entry = ref _entries[at];
            if (!entry.IsTaken)
            {
                entry = new Entry(hash, owner, position + 1);
                _count++;
                return true;
            }

            if (entry.Hash == hash && entry.Owner == owner)
            {
                if (entry.Position == position)
                {
                    return true;
                }

                if (IsAt(json, entry.Position, name))
                {
                    return false;
                }
            }
        }
    }

    /// <summary>Forgets all names.</summary>
    public void Clear()
    {
        if (_entries.Length > MaxKeptEntries)
        {
            _entries = new Entry[LeastEntries];
        }
        else if (_count > 0)
        {
            Array.Clear(_entries);
        }

        _count = 0;
    }

    private static bool IsAt(ReadOnlySpan<byte> json, int position, ReadOnlySpan<byte> name)
    {
        var reader = new Utf8JsonReader(json[position..]);
        return reader.Read() && reader.ValueTextEquals(name);
    }

    private static uint Hash(ReadOnlySpan<byte> name, int owner)
    {
        var hash = Seed ^ ((ulong)owner << 32) ^ (uint)name.Length;
        while (name.Length >= sizeof(ulong))
        {
            hash = Mix(hash ^ MemoryMarshal.Read<ulong>(name));
            name = name[sizeof(ulong)..];
        }

        var last = 0UL;
        foreach (var value in name)
        {
            last = (last << 8) | value;
        }

        hash = Mix(hash ^ last);
        return (uint)(hash >> 32) ^ (uint)hash;
    }

    private static ulong Mix(ulong value)
    {
        var high = Math.BigMul(value ^ Seed, 0x9E3779B97F4A7C15, out var low);
        return BitOperations.RotateLeft(high, 29) ^ low;
    }

    private void Grow()
    {
        var old = _entries;
        _entries = new Entry[old.Length * 2];
        var mask = _entries.Length - 1;
        foreach (var entry in old)
        {
            if (entry.IsTaken)
            {
                var at = (int)entry.Hash & mask;
                while (_entries[at].IsTaken)
                {
                    at = (at + 1) & mask;
                }

                _entries[at] = entry;
            }
        }
    }

    // The position is kept one higher, so that an entry of zeros is free.
    private readonly record struct Entry(uint Hash, int Owner, int After)
    {
        public bool IsTaken => After != 0;

        public int Position => After - 1;
    }
}

using System.Buffers.Binary;
using System.Text;

namespace RetailSync.Contracts.Reading;

/// <summary>Gives the same string for short texts that come again, as keys and the values of <c>type</c> do, without making it anew. Not thread-safe.</summary>
/// <remarks>Of fixed size: a text that finds its two places taken pushes the older one out. So no document can make it slow.</remarks>
internal sealed class TextPool
{
    private const int LongestKept = 48;

    private readonly string?[] _texts;

    /// <param name="documentBytes">The length of the document, which decides how many texts are kept: 64 to 16,384.</param>
    public TextPool(int documentBytes) => _texts = new string?[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(documentBytes / 512, 64, 16_384))];

    /// <summary>The text of bytes that are valid UTF-8.</summary>
    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > LongestKept)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        var place = (int)(Hash(utf8) & (uint)(_texts.Length - 1));
        if (_texts[place] is { } first && Ascii.Equals(utf8, first))
        {
            return first;
        }

        if (_texts[place ^ 1] is { } second && Ascii.Equals(utf8, second))
        {
            return second;
        }

        _texts[place ^ 1] = _texts[place];
        return _texts[place] = Encoding.UTF8.GetString(utf8);
    }

    private static uint Hash(ReadOnlySpan<byte> utf8)
    {
        var hash = (ulong)utf8.Length;
        while (utf8.Length >= 8)
        {
            hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(utf8)) * 0x9E3779B97F4A7C15;
            hash ^= hash >> 29;
            utf8 = utf8[8..];
        }

        foreach (var value in utf8)
        {
            hash = (hash ^ value) * 0x100000001B3;
        }

        return (uint)(hash ^ (hash >> 32));
    }
}

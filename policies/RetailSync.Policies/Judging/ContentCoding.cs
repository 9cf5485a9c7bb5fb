using System.Buffers;
using System.IO.Compression;
using RetailSync.Gateway;

namespace RetailSync.Policies.Judging;

/// <summary>Decompresses bodies within bounds: of length, and of how much they swell. <c>gzip</c>, <c>deflate</c> and <c>br</c> (RFC 9110, section 8.4.1; RFC 7932).</summary>
internal static class ContentCoding
{
    /// <summary>How many times as long as it was sent a body may become, beyond the first 64 KiB. Text that people write stays below 20; a bomb does not.</summary>
    public const int MaxRatio = 100;

    private const int FreeBytes = 65_536;
    private const int FirstBytes = 16_384;

    /// <summary>Whether a coding is known. A list of several is not: nobody sends one in earnest, and each would multiply the work.</summary>
    public static bool IsKnown(string coding) => Open(coding, Stream.Null) is { } stream && Closed(stream);

    /// <summary>Decompresses.</summary>
    /// <param name="body">The body as it was sent.</param>
    /// <param name="coding">The coding.</param>
    /// <param name="maxBytes">How many bytes it may have without the coding.</param>
    /// <param name="decoded">Rented memory that has to be returned, unless it is empty.</param>
    /// <param name="count">How many bytes of it are used.</param>
    public static PlainBodyResult TryDecode(ReadOnlySequence<byte> body, string coding, int maxBytes, out byte[] decoded, out int count)
    {
        (decoded, count) = ([], 0);
        using var stream = Open(coding, new SequenceStream(body));
        if (stream is null)
        {
            return PlainBodyResult.UnknownCoding;
        }

        var most = (int)Math.Min(maxBytes, Math.Max(FreeBytes, body.Length * MaxRatio));
        decoded = ArrayPool<byte>.Shared.Rent(FirstBytes);
        try
        {
            while (true)
            {
                var read = stream.Read(decoded, count, decoded.Length - count);
                if (read == 0 && count < decoded.Length)
                {
                    return PlainBodyResult.Plain;
                }

                count += read;
                if (count > most)
                {
                    return PlainBodyResult.TooLong;
                }

                if (count == decoded.Length)
                {
                    Grow(ref decoded, count);
                }
            }
        }
        catch (Exception broken) when (broken is InvalidDataException or InvalidOperationException or IOException)
        {
            return PlainBodyResult.Broken;
        }
    }

    private static Stream? Open(string coding, Stream compressed) => coding.Trim().ToLowerInvariant() switch
    {
        "gzip" or "x-gzip" => new GZipStream(compressed, CompressionMode.Decompress),
        "deflate" => new ZLibStream(compressed, CompressionMode.Decompress),
        "br" => new BrotliStream(compressed, CompressionMode.Decompress),
        _ => null,
    };

    private static bool Closed(Stream stream)
    {
        stream.Dispose();
        return true;
    }

    private static void Grow(ref byte[] bytes, int count)
    {
        var larger = ArrayPool<byte>.Shared.Rent(bytes.Length * 2);
        bytes.AsSpan(0, count).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = larger;
    }
}

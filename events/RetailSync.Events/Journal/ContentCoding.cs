using System.IO.Compression;

namespace RetailSync.Events.Journal;

/// <summary>Takes content codings off bodies that were kept as they were sent (RFC 9110, section 8.4).</summary>
internal static class ContentCoding
{
    /// <summary>The longest body that is unpacked: 32 MiB.</summary>
    public const int MaxBytes = 33_554_432;

    /// <summary>The body without its coding; null when the coding is not known, broken, or the body too long.</summary>
    public static ReadOnlyMemory<byte>? Decode(ReadOnlyMemory<byte> body, string? coding)
    {
        switch (coding?.Trim().ToLowerInvariant())
        {
            case null or "" or "identity":
                return body;
            case "gzip" or "x-gzip":
                return Unpack(body, packed => new GZipStream(packed, CompressionMode.Decompress));
            case "br":
                return Unpack(body, packed => new BrotliStream(packed, CompressionMode.Decompress));
            case "deflate":
                return Unpack(body, packed => new ZLibStream(packed, CompressionMode.Decompress));
            default:
                return null;
        }
    }

    private static ReadOnlyMemory<byte>? Unpack(ReadOnlyMemory<byte> body, Func<Stream, Stream> open)
    {
        try
        {
            using var unpacking = open(new MemoryStream(body.ToArray(), writable: false));
            var plain = new MemoryStream();
            var buffer = new byte[16_384];
            int read;
            while ((read = unpacking.Read(buffer)) > 0)
            {
                if (plain.Length + read > MaxBytes)
                {
                    return null;
                }

                plain.Write(buffer, 0, read);
            }

            return plain.GetBuffer().AsMemory(0, (int)plain.Length);
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException)
        {
            return null;
        }
    }
}

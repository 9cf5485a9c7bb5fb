using System.Buffers;

namespace RetailSync.Policies.Judging;

/// <summary>A body in one piece and without content coding, for as long as it is judged. Dispose it once.</summary>
/// <remarks>Short bodies are in one piece already and are not copied. What is copied or decompressed lies in rented memory that is returned at once.</remarks>
internal readonly struct PlainBody : IDisposable
{
    private readonly byte[]? _rented;

    private PlainBody(PlainBodyResult result, ReadOnlyMemory<byte> bytes, byte[]? rented)
    {
        (Result, Bytes) = (result, bytes);
        _rented = rented;
    }

    /// <summary>Whether there is one.</summary>
    public PlainBodyResult Result { get; }

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Makes a body plain.</summary>
    /// <param name="body">The body as it was sent.</param>
    /// <param name="coding">The value of <c>Content-Encoding</c> (RFC 9110, section 8.4).</param>
    /// <param name="maxBytes">How many bytes it may have without coding.</param>
    public static PlainBody Of(ReadOnlySequence<byte> body, string? coding, int maxBytes)
    {
        if (!string.IsNullOrEmpty(coding) && !coding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            var result = ContentCoding.TryDecode(body, coding, maxBytes, out var decoded, out var count);
            return new PlainBody(result, decoded.AsMemory(0, count), decoded.Length > 0 ? decoded : null);
        }

        if (body.Length > maxBytes)
        {
            return new PlainBody(PlainBodyResult.TooLong, default, null);
        }

        if (body.IsSingleSegment)
        {
            return new PlainBody(PlainBodyResult.Plain, body.First, null);
        }

        var length = (int)body.Length;
        var rented = ArrayPool<byte>.Shared.Rent(length);
        body.CopyTo(rented);
        return new PlainBody(PlainBodyResult.Plain, rented.AsMemory(0, length), rented);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_rented is not null)
        {
            ArrayPool<byte>.Shared.Return(_rented);
        }
    }
}

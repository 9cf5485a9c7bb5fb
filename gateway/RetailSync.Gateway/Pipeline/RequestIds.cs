using System.Buffers.Binary;

namespace RetailSync.Gateway.Pipeline;

/// <summary>Makes request ids: UUID version 7 as 32 hexadecimal digits, so that they sort by time and can serve as trace ids.</summary>
/// <remarks>An id is a name, not a secret: what it leads to is guarded by scopes. So a fast generator is enough, and no system call is made per request.</remarks>
internal sealed class RequestIds(TimeProvider clock)
{
    /// <summary>A new id. Safe to call from many threads.</summary>
    public string Next()
    {
        // RFC 9562, section 5.7: 48 bits of milliseconds, the version, 12 random bits, the variant, 62 random bits.
        const ulong Version = 0x7000;
        const ulong Variant = 0x8000_0000_0000_0000;
        var milliseconds = (ulong)clock.GetUtcNow().ToUnixTimeMilliseconds();
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, (milliseconds << 16) | Version | ((ulong)Random.Shared.Next() & 0xFFF));
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Variant | ((ulong)Random.Shared.NextInt64() >> 1));
        return Convert.ToHexStringLower(bytes);
    }

    /// <summary>Sixteen random hexadecimal digits, for a span. Never all zeros.</summary>
    public static string NextSpan()
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Random.Shared.NextInt64(1, long.MaxValue));
        return Convert.ToHexStringLower(bytes);
    }
}

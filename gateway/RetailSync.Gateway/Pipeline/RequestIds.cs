using System.Security.Cryptography;

namespace RetailSync.Gateway.Pipeline;

/// <summary>Makes request ids: UUID version 7 as 32 hexadecimal digits, so that they sort by time and can serve as trace ids.</summary>
internal sealed class RequestIds(TimeProvider clock)
{
    /// <summary>A new id. Safe to call from many threads.</summary>
    public string Next() => Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");

    /// <summary>Sixteen random hexadecimal digits, for a span.</summary>
    public static string NextSpan() => RandomNumberGenerator.GetHexString(16, lowercase: true);
}

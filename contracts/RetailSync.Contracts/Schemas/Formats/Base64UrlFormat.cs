using System.Buffers;

namespace RetailSync.Contracts.Schemas.Formats;

/// <summary>Checks <c>base64url</c> of the OpenAPI format registry: RFC 4648 section 5, where the padding may be left out (section 3.2) but may not be wrong.</summary>
internal static class Base64UrlFormat
{
    private static readonly SearchValues<byte> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"u8);

    public static bool IsValid(ReadOnlySpan<byte> utf8)
    {
        var padding = utf8.EndsWith("=="u8) ? 2 : utf8.EndsWith("="u8) ? 1 : 0;
        if (padding > 0 && utf8.Length % 4 != 0)
        {
            return false;
        }

        var letters = utf8[..^padding];

        // One letter holds six bits, which is less than a byte.
        return letters.Length % 4 != 1 && !letters.ContainsAnyExcept(Alphabet);
    }
}

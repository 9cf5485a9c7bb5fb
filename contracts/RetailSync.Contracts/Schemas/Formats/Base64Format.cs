using System.Buffers;

namespace RetailSync.Contracts.Schemas.Formats;

/// <summary>Checks <c>byte</c> of OpenAPI: base64 of RFC 4648 section 4, padded to a multiple of four, without line breaks. Unused bits in the last letter may have any value (section 3.5 leaves that to the decoder).</summary>
internal static class Base64Format
{
    private static readonly SearchValues<byte> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8);

    public static bool IsValid(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length % 4 != 0)
        {
            return false;
        }

        var padding = utf8.EndsWith("=="u8) ? 2 : utf8.EndsWith("="u8) ? 1 : 0;
        return !utf8[..^padding].ContainsAnyExcept(Alphabet);
    }
}

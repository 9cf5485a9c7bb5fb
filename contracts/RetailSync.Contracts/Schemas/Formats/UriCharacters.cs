using System.Buffers;
using System.Text;

namespace RetailSync.Contracts.Schemas.Formats;

/// <summary>The characters of each part of a URI (RFC 3986 appendix A) and what IRIs add to them (RFC 3987 section 2.2).</summary>
internal static class UriCharacters
{
    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private const string SubDelims = "!$&'()*+,;=";

    public static readonly SearchValues<byte> Scheme = Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-.");
    public static readonly SearchValues<byte> UserInfo = Create(Unreserved + SubDelims + ":");
    public static readonly SearchValues<byte> RegisteredName = Create(Unreserved + SubDelims);
    public static readonly SearchValues<byte> Path = Create(Unreserved + SubDelims + ":@/");
    public static readonly SearchValues<byte> QueryOrFragment = Create(Unreserved + SubDelims + ":@/?");

    /// <summary>Whether a part consists of allowed ASCII characters, percent-encoded octets and the non-ASCII characters of a repertoire.</summary>
    public static bool Consists(ReadOnlySpan<byte> part, SearchValues<byte> allowed, UriRepertoire repertoire)
    {
        for (var next = part.IndexOfAnyExcept(allowed); next >= 0; next = part.IndexOfAnyExcept(allowed))
        {
            part = part[next..];
            var length = part[0] == '%' ? PercentEncodedLength(part) : NonAsciiLength(part, repertoire);
            if (length == 0)
            {
                return false;
            }

            part = part[length..];
        }

        return true;
    }

    /// <summary>The length of the percent-encoded octet at the start (RFC 3986 section 2.1), or 0.</summary>
    public static int PercentEncodedLength(ReadOnlySpan<byte> part) =>
        part.Length >= 3 && part[0] == '%' && AsciiByte.IsHex(part[1]) && AsciiByte.IsHex(part[2]) ? 3 : 0;

    private static int NonAsciiLength(ReadOnlySpan<byte> part, UriRepertoire repertoire)
    {
        if (repertoire == UriRepertoire.Ascii || Rune.DecodeFromUtf8(part, out var rune, out var length) != OperationStatus.Done)
        {
            return 0;
        }

        return IsUniversal(rune.Value) || (repertoire == UriRepertoire.IriWithPrivateUse && IsPrivateUse(rune.Value)) ? length : 0;
    }

    /// <summary>The production ucschar: all but controls, surrogates, private use and noncharacters. Plane 14 starts late to leave out tag characters.</summary>
    private static bool IsUniversal(int codePoint) => codePoint switch
    {
        < 0xA0 => false,
        <= 0xD7FF => true,
        < 0xF900 => false,
        <= 0xFFEF => codePoint is <= 0xFDCF or >= 0xFDF0,
        < 0x10000 => false,
        _ => (codePoint & 0xFFFF) <= 0xFFFD && codePoint is < 0xE0000 or (>= 0xE1000 and < 0xF0000),
    };

    private static bool IsPrivateUse(int codePoint) =>
        codePoint is (>= 0xE000 and <= 0xF8FF) or (>= 0xF0000 and <= 0xFFFFD) or (>= 0x100000 and <= 0x10FFFD);

    private static SearchValues<byte> Create(string characters) => SearchValues.Create(Encoding.ASCII.GetBytes(characters));
}

using System.Buffers;

namespace RetailSync.Gateway.Masking;

/// <summary>Finds credentials by their form: our API keys, JSON web tokens, bearer and basic credentials, and user information in URLs.</summary>
internal static class Credentials
{
    private const string KeyMark = "rsk_";
    private const string JwtMark = "eyJ";
    private const string UrlMark = "://";
    private const int VisibleKey = 12;
    private const int ShortestJwt = 16;
    private const int ShortestToken = 8;

    private static readonly SearchValues<string> Starts = SearchValues.Create([KeyMark, JwtMark, "Bearer", "Basic", UrlMark], StringComparison.OrdinalIgnoreCase);
    private static readonly SearchValues<char> KeyCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");
    private static readonly SearchValues<char> JwtCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.");
    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.~+/=");
    private static readonly SearchValues<char> EndsOfAuthority = SearchValues.Create("/?#\\ \t\r\n\"'<>,;");

    /// <summary>Adds every credential of the text. Linear in the text's length.</summary>
    public static void Find(ReadOnlySpan<char> text, ref Finds finds)
    {
        var position = 0;
        while (text[position..].IndexOfAny(Starts) is var offset and >= 0)
        {
            position += offset;
            var rest = text[position..];
            position += rest[0] switch
            {
                'r' or 'R' => Key(rest, position, ref finds),
                'e' or 'E' => Jwt(rest, position, position > 0 ? text[position - 1] : ' ', ref finds),
                ':' => UserInformation(rest, position, ref finds),
                _ => Scheme(rest, position, rest[1] is 'e' or 'E' ? "Bearer".Length : "Basic".Length, ref finds),
            };
        }
    }

    // The first twelve characters name a key and may be seen.
    private static int Key(ReadOnlySpan<char> rest, int position, ref Finds finds)
    {
        var length = LengthOf(rest, KeyCharacters);
        finds.Add(position + VisibleKey, length - VisibleKey, "[key]");
        return length;
    }

    private static int Jwt(ReadOnlySpan<char> rest, int position, char before, ref Finds finds)
    {
        if (char.IsAsciiLetterOrDigit(before) || !rest.StartsWith(JwtMark, StringComparison.Ordinal))
        {
            return JwtMark.Length;
        }

        var length = LengthOf(rest, JwtCharacters);
        if (length < ShortestJwt)
        {
            return JwtMark.Length;
        }

        finds.Add(position, length, "[token]");
        return length;
    }

    private static int Scheme(ReadOnlySpan<char> rest, int position, int name, ref Finds finds)
    {
        var start = name;
        while (start < rest.Length && rest[start] is ' ' or '\t' or ':' or '=' or '+' || rest[start..].StartsWith("%20"))
        {
            start += rest[start] == '%' ? 3 : 1;
        }

        var length = LengthOf(rest[start..], TokenCharacters);
        if (start == name || length < ShortestToken)
        {
            return name;
        }

        finds.Add(position + start, length, "[token]");
        return start + length;
    }

    private static int UserInformation(ReadOnlySpan<char> rest, int position, ref Finds finds)
    {
        var authority = rest[UrlMark.Length..];
        authority = authority.IndexOfAny(EndsOfAuthority) is var end and >= 0 ? authority[..end] : authority;
        finds.Add(position + UrlMark.Length, authority.LastIndexOf('@'), "[credentials]");
        return UrlMark.Length;
    }

    private static int LengthOf(ReadOnlySpan<char> text, SearchValues<char> allowed) => text.IndexOfAnyExcept(allowed) is var end and >= 0 ? end : text.Length;
}

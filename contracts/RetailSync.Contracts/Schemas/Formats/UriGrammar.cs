namespace RetailSync.Contracts.Schemas.Formats;

/// <summary>Checks URIs, IRIs and references to them by their generic grammar: RFC 3986 appendix A and RFC 3987 section 2.2, which differ in the characters only.</summary>
internal static class UriGrammar
{
    /// <summary>Whether a text is a URI or IRI; when <paramref name="relative"/>, a relative reference will do.</summary>
    public static bool IsValid(ReadOnlySpan<byte> utf8, bool relative, bool international)
    {
        var repertoire = international ? UriRepertoire.Iri : UriRepertoire.Ascii;
        var rest = CutAfter(utf8, (byte)'#', out var fragment);
        rest = CutAfter(rest, (byte)'?', out var query);
        if (!TryCutScheme(ref rest, out var hasScheme) || (!hasScheme && !relative))
        {
            return false;
        }

        if (rest.StartsWith("//"u8))
        {
            rest = rest[2..];
            var slash = rest.IndexOf((byte)'/');
            var authority = slash < 0 ? rest : rest[..slash];
            rest = rest[authority.Length..];
            if (!IsAuthority(authority, repertoire))
            {
                return false;
            }
        }

        return UriCharacters.Consists(rest, UriCharacters.Path, repertoire)
            && UriCharacters.Consists(query, UriCharacters.QueryOrFragment, international ? UriRepertoire.IriWithPrivateUse : repertoire)
            && UriCharacters.Consists(fragment, UriCharacters.QueryOrFragment, repertoire);
    }

    private static ReadOnlySpan<byte> CutAfter(ReadOnlySpan<byte> utf8, byte separator, out ReadOnlySpan<byte> after)
    {
        var index = utf8.IndexOf(separator);
        after = index < 0 ? default : utf8[(index + 1)..];
        return index < 0 ? utf8 : utf8[..index];
    }

    /// <summary>Cuts the scheme off. What has a colon before its first slash has a scheme: path-noscheme forbids one in the first segment of a reference.</summary>
    private static bool TryCutScheme(ref ReadOnlySpan<byte> rest, out bool hasScheme)
    {
        var end = rest.IndexOfAny((byte)':', (byte)'/');
        hasScheme = end >= 0 && rest[end] == ':';
        if (!hasScheme)
        {
            return true;
        }

        var scheme = rest[..end];
        rest = rest[(end + 1)..];
        return !scheme.IsEmpty && AsciiByte.IsLetter(scheme[0]) && !scheme.ContainsAnyExcept(UriCharacters.Scheme);
    }

    private static bool IsAuthority(ReadOnlySpan<byte> authority, UriRepertoire repertoire)
    {
        var at = authority.IndexOf((byte)'@');
        if (at >= 0 && !UriCharacters.Consists(authority[..at], UriCharacters.UserInfo, repertoire))
        {
            return false;
        }

        var hostAndPort = authority[(at + 1)..];
        if (!hostAndPort.IsEmpty && hostAndPort[0] == '[')
        {
            var close = hostAndPort.IndexOf((byte)']');
            return close > 0 && IsAddress(hostAndPort[1..close]) && IsPort(hostAndPort[(close + 1)..]);
        }

        var colon = hostAndPort.IndexOf((byte)':');
        var host = colon < 0 ? hostAndPort : hostAndPort[..colon];
        return UriCharacters.Consists(host, UriCharacters.RegisteredName, repertoire) && IsPort(hostAndPort[host.Length..]);
    }

    private static bool IsPort(ReadOnlySpan<byte> afterHost) =>
        afterHost.IsEmpty || (afterHost[0] == ':' && AsciiByte.AreDigits(afterHost[1..]));

    /// <summary>The inside of an IP-literal. The zones that RFC 6874 adds are refused: none of the drafts refers to it.</summary>
    private static bool IsAddress(ReadOnlySpan<byte> literal)
    {
        if (literal.IsEmpty || literal[0] is not ((byte)'v' or (byte)'V'))
        {
            return Ipv6Format.IsValid(literal);
        }

        var dot = literal.IndexOf((byte)'.');
        if (dot < 2 || dot + 1 == literal.Length)
        {
            return false;
        }

        foreach (var digit in literal[1..dot])
        {
            if (!AsciiByte.IsHex(digit))
            {
                return false;
            }
        }

        return !literal[(dot + 1)..].ContainsAnyExcept(UriCharacters.UserInfo);
    }
}

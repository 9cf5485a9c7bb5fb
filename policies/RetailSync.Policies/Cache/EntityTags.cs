using Microsoft.Extensions.Primitives;

namespace RetailSync.Policies.Cache;

/// <summary>Compares entity tags as <c>If-None-Match</c> wants it (RFC 9110, sections 8.8.3 and 13.1.2).</summary>
internal static class EntityTags
{
    /// <summary>Whether the header is <c>*</c> or names the tag; weak and strong tags with the same text are the same here.</summary>
    public static bool Matches(StringValues ifNoneMatch, string? tag)
    {
        var wanted = Opaque(tag);
        foreach (var line in ifNoneMatch)
        {
            var rest = line.AsSpan().Trim(" \t,");
            if (rest is "*")
            {
                return true;
            }

            while (!wanted.IsEmpty && !rest.IsEmpty)
            {
                var opaque = Opaque(rest);
                var end = opaque.IsEmpty ? -1 : opaque[1..].IndexOf('"');
                if (end < 0)
                {
                    break;
                }

                if (opaque[..(end + 2)].SequenceEqual(wanted))
                {
                    return true;
                }

                rest = opaque[(end + 2)..].TrimStart(" \t,");
            }
        }

        return false;
    }

    /// <summary>Whether an answer's header is one well-formed tag.</summary>
    public static bool IsOne(StringValues header)
    {
        var opaque = header.Count == 1 ? Opaque(header[0]) : default;
        return opaque.Length >= 2 && opaque[1..].IndexOf('"') == opaque.Length - 2;
    }

    // The tag from its first quote on, without the mark of weakness; empty when there is no quote where one belongs.
    private static ReadOnlySpan<char> Opaque(ReadOnlySpan<char> tag)
    {
        var opaque = tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag;
        return opaque.StartsWith("\"", StringComparison.Ordinal) ? opaque : default;
    }
}

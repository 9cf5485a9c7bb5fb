using Microsoft.Extensions.Primitives;

namespace RetailSync.Policies.Cache;

/// <summary>The directives of <c>Cache-Control</c> that matter here, of a request or of an answer (RFC 9111, section 5.2). Ages in seconds; null: not said.</summary>
internal readonly record struct CacheControl
{
    public bool NoStore { get; private init; }

    /// <summary>With or without field names: asking again for the whole answer is always right.</summary>
    public bool NoCache { get; private init; }

    /// <summary>With or without field names: keeping none of the answer is always right.</summary>
    public bool IsPrivate { get; private init; }

    public bool MustRevalidate { get; private init; }

    public bool OnlyIfCached { get; private init; }

    public long? MaxAge { get; private init; }

    public long? SharedMaxAge { get; private init; }

    public long? MinFresh { get; private init; }

    /// <summary>Reads the header. A directive that says two things, or an age that is no number, counts as the stricter: not at all fresh.</summary>
    public static CacheControl Parse(StringValues header)
    {
        var read = default(CacheControl);
        foreach (var line in header)
        {
            var rest = line.AsSpan();
            while (!rest.IsEmpty)
            {
                var end = EndOfDirective(rest);
                read = read.With(rest[..end].Trim(" \t"));
                rest = end < rest.Length ? rest[(end + 1)..] : default;
            }
        }

        return read;
    }

    private CacheControl With(ReadOnlySpan<char> directive)
    {
        var equals = directive.IndexOf('=');
        var name = (equals < 0 ? directive : directive[..equals]).TrimEnd();
        var value = equals < 0 ? default : directive[(equals + 1)..].Trim(" \t\"");
        return this switch
        {
            _ when Is(name, "no-store") => this with { NoStore = true },
            _ when Is(name, "no-cache") => this with { NoCache = true },
            _ when Is(name, "private") => this with { IsPrivate = true },
            _ when Is(name, "must-revalidate") || Is(name, "proxy-revalidate") => this with { MustRevalidate = true },
            _ when Is(name, "only-if-cached") => this with { OnlyIfCached = true },
            _ when Is(name, "max-age") => this with { MaxAge = Least(MaxAge, value) },
            _ when Is(name, "s-maxage") => this with { SharedMaxAge = Least(SharedMaxAge, value), MustRevalidate = true },
            _ when Is(name, "min-fresh") => this with { MinFresh = Seconds(value) ?? int.MaxValue },
            _ => this,
        };
    }

    private static bool Is(ReadOnlySpan<char> name, string directive) => name.Equals(directive, StringComparison.OrdinalIgnoreCase);

    private static long Least(long? before, ReadOnlySpan<char> value) => Math.Min(before ?? long.MaxValue, Seconds(value) ?? 0);

    // RFC 9111, section 1.2.2: digits alone, and more than can be counted is as much as can be counted.
    private static long? Seconds(ReadOnlySpan<char> value) =>
        value.IsEmpty || value.ContainsAnyExceptInRange('0', '9') ? null : value.Length > 9 ? int.MaxValue : long.Parse(value, System.Globalization.CultureInfo.InvariantCulture);

    // A comma inside quotes separates field names, not directives.
    private static int EndOfDirective(ReadOnlySpan<char> text)
    {
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '"':
                    quoted = !quoted;
                    break;
                case '\\' when quoted:
                    i++;
                    break;
                case ',' when !quoted:
                    return i;
                default:
                    break;
            }
        }

        return text.Length;
    }
}

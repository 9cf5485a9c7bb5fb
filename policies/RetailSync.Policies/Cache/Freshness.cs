using System.Globalization;
using Microsoft.AspNetCore.Http;
using RetailSync.Gateway;

namespace RetailSync.Policies.Cache;

/// <summary>How long an answer holds and how old it was when it came (RFC 9111, sections 3 and 4.2). Seconds.</summary>
/// <param name="Lifetime">The age up to which it is given without asking; 0: the system is asked each time.</param>
/// <param name="InitialAge">Its age when it arrived here.</param>
/// <param name="MustRevalidate">Whether it must never be given beyond its lifetime, not even in place of an error.</param>
internal readonly record struct Freshness(long Lifetime, long InitialAge, bool MustRevalidate)
{
    /// <summary>Works it out from an answer's headers; null when the answer must not be kept.</summary>
    /// <param name="headers">The answer's headers.</param>
    /// <param name="declared">What the contract allows.</param>
    /// <param name="maxAge">What the route allows besides.</param>
    /// <param name="now">When the answer arrived.</param>
    /// <param name="delay">How long it was waited for, in seconds.</param>
    public static Freshness? Of(IHeaderDictionary headers, CacheDeclaration declared, long maxAge, DateTimeOffset now, long delay)
    {
        var control = CacheControl.Parse(headers.CacheControl);
        if (control.NoStore || control.IsPrivate)
        {
            return null;
        }

        var date = Date(headers.Date.ToString());
        var said = control.SharedMaxAge ?? control.MaxAge ?? (headers.Expires.Count == 0 ? null : Expires(headers, date ?? now));
        var allowed = Math.Min(declared.MaxAgeSeconds, maxAge);
        var lifetime = control.NoCache ? 0 : Math.Min(said ?? allowed, allowed);
        var apparent = date is { } sent && sent < now ? (long)(now - sent).TotalSeconds : 0;
        return new Freshness(lifetime, Math.Max(apparent, Age(headers) + delay), control.MustRevalidate || control.NoCache);
    }

    /// <summary>A date as HTTP writes it; null when it is none.</summary>
    public static DateTimeOffset? Date(string? text) =>
        DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;

    // A date that cannot be read, 0 for one, is a date in the past.
    private static long Expires(IHeaderDictionary headers, DateTimeOffset date) =>
        headers.Expires.Count == 1 && Date(headers.Expires[0]) is { } end && end > date ? (long)(end - date).TotalSeconds : 0;

    // An age that cannot be read says only that the answer has been kept somewhere: RFC 9111, section 5.1, takes the first value and ignores what is no number.
    private static long Age(IHeaderDictionary headers) =>
        headers.Age.Count > 0 && int.TryParse(headers.Age[0].AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var age) ? age : 0;
}

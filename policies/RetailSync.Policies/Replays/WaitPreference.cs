using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace RetailSync.Policies.Replays;

/// <summary>Reads <c>Prefer: wait=N</c> (RFC 7240, section 4.3).</summary>
internal static class WaitPreference
{
    /// <summary>How long the caller wants to wait, at most <paramref name="cap"/>; zero when it says nothing of it. Of several the first counts (section 2).</summary>
    public static TimeSpan Of(StringValues prefer, TimeSpan cap)
    {
        foreach (var line in prefer)
        {
            foreach (var part in (line ?? "").Split(','))
            {
                var preference = part.Split(';')[0];
                var equals = preference.IndexOf('=', StringComparison.Ordinal);
                if (equals > 0 && preference[..equals].Trim().Equals("wait", StringComparison.OrdinalIgnoreCase))
                {
                    var value = preference[(equals + 1)..].Trim().Trim('"');
                    return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(Math.Min(seconds, cap.TotalSeconds)) : TimeSpan.Zero;
                }
            }
        }

        return TimeSpan.Zero;
    }
}

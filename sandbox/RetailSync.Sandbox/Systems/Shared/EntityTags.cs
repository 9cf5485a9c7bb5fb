using System.Globalization;

namespace RetailSync.Sandbox;

/// <summary>Versions as entity tags: version 3 is <c>"3"</c>.</summary>
internal static class EntityTags
{
    /// <summary>Writes the version's tag into the answer.</summary>
    public static void Write(HttpContext context, int version) => context.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>Null when <c>If-Match</c> names this version; otherwise 428 (no header) or 412 (another version).</summary>
    public static Refusal? Judge(string? ifMatch, int version)
    {
        if (string.IsNullOrEmpty(ifMatch))
        {
            return Refusal.Of(428, "if-match-required", "If-Match is required.", "Read the resource first and send its ETag in If-Match.");
        }

        var current = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");
        return ifMatch == "*" || ifMatch.Split(',', StringSplitOptions.TrimEntries).Contains(current, StringComparer.Ordinal)
            ? null
            : Refusal.Of(412, "version-differs", "The version differs.", $"If-Match is {ifMatch}, but the resource is at {current}. Read it again.");
    }
}

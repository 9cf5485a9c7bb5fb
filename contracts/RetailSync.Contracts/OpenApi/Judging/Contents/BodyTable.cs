using RetailSync.Gateway;

namespace RetailSync.Contracts.OpenApi.Judging.Contents;

/// <summary>Finds what a contract says of a body by its content type: the type itself, then <c>type/*</c>, then <c>*/*</c>. Immutable; safe to use from many threads.</summary>
internal sealed class BodyTable(IEnumerable<BodyEntry> entries)
{
    private readonly BodyEntry[] _entries = [.. entries.OrderByDescending(entry => entry.Range.Precision)];

    /// <summary>Whether no body is declared.</summary>
    public bool IsEmpty => _entries.Length == 0;

    /// <summary>Finds the judge; null when the type is not declared.</summary>
    /// <param name="contentType">The value of <c>Content-Type</c>.</param>
    public IBodyJudge? Find(string? contentType)
    {
        var media = new MediaTypeText(contentType);
        var isJson = MediaRange.IsJsonType(media.Essence);
        if (!media.IsValid || (isJson && !IsUtf8(media)))
        {
            return null;
        }

        foreach (var entry in _entries)
        {
            if (entry.Range.Includes(media))
            {
                return isJson ? entry.Json : media.Essence.Equals("text/plain", StringComparison.OrdinalIgnoreCase) ? entry.Text : entry.Other;
            }
        }

        return null;
    }

    // What is read as UTF-8 here must not be read as something else behind us.
    private static bool IsUtf8(MediaTypeText media) => media.Find("charset") is var charset && (charset.IsEmpty || charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));
}

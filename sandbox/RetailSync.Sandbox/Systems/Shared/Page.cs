using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace RetailSync.Sandbox;

/// <summary>One page of a list; the cursor is absent on the last one.</summary>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor);

/// <summary>Cuts pages.</summary>
internal static class Page
{
    private const int DefaultLimit = 50;
    private const int HighestLimit = 200;

    /// <summary>The page that starts at the cursor; refused when limit or cursor are not ones that were given out.</summary>
    public static Outcome<Page<T>> Of<T>(IEnumerable<T> all, int? limit, string? cursor)
    {
        var size = limit ?? DefaultLimit;
        if (size is < 1 or > HighestLimit)
        {
            return Refusal.Invalid($"limit is {size}; it must lie between 1 and {HighestLimit}.");
        }

        if (!TryReadCursor(cursor, out var start))
        {
            return Refusal.Invalid("cursor is not one that this list gave out.");
        }

        var items = all.Skip(start).Take(size + 1).ToList();
        var more = items.Count > size;
        return new Page<T>(more ? items[..size] : items, more ? WriteCursor(start + size) : null);
    }

    private static string WriteCursor(int start) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(start.ToString(CultureInfo.InvariantCulture)));

    private static bool TryReadCursor(string? cursor, out int start)
    {
        start = 0;
        return cursor is null
            || (Base64Url.IsValid(cursor, out _)
                && int.TryParse(Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor)), NumberStyles.None, CultureInfo.InvariantCulture, out start));
    }
}

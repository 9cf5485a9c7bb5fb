namespace RetailSync.Contracts.Schemas.Formats.Idna;

/// <summary>Looks a code point up in a sorted list of ranges, each given as its first and last code point.</summary>
internal static class CodePointRanges
{
    public static bool Contains(ReadOnlySpan<int> bounds, int codePoint)
    {
        var index = bounds.BinarySearch(codePoint);

        // Not a bound itself: it is inside when the next greater bound closes a range, which those at odd places do.
        return index >= 0 || (~index & 1) == 1;
    }
}

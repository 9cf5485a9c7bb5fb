namespace RetailSync.Contracts.Schemas.Formats.Idna;

/// <summary>Looks a code point up in a sorted list of ranges, each given as its first and last code point.</summary>
internal static class CodePointRanges
{
    public static bool Contains(ReadOnlySpan<int> bounds, int codePoint)
    {
        // Written out, because the search that spans offer boxes the value it looks for.
        var low = 0;
        var high = (bounds.Length / 2) - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (codePoint > bounds[(2 * middle) + 1])
            {
                low = middle + 1;
            }
            else if (codePoint < bounds[2 * middle])
            {
                high = middle - 1;
            }
            else
            {
                return true;
            }
        }

        return false;
    }
}

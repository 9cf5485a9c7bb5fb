namespace RetailSync.Bench;

/// <summary>Says what a figure over several rounds means for its bound.</summary>
internal static class Verdicts
{
    /// <summary><c>met</c> or <c>missed</c> when the middle half lies on one side of the bound, otherwise <c>unclear</c>.</summary>
    public static string Of(Spread found, double limit, bool isUpper)
    {
        var (isMet, isMissed) = isUpper ? (found.Upper <= limit, found.Lower > limit) : (found.Lower >= limit, found.Upper < limit);
        return isMet ? "met" : isMissed ? "missed" : "unclear";
    }
}

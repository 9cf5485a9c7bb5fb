namespace RetailSync.Bench;

/// <summary>A set of figures by its median and its spread.</summary>
internal sealed record Spread(int Count, double Median, double Lower, double Upper, double Least, double Most)
{
    /// <summary>Median, quartiles and extremes; all NaN for an empty set.</summary>
    public static Spread Of(IEnumerable<double> figures)
    {
        var sorted = figures.Order().ToArray();
        return sorted.Length == 0
            ? new Spread(0, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN)
            : new Spread(sorted.Length, At(sorted, 0.5), At(sorted, 0.25), At(sorted, 0.75), sorted[0], sorted[^1]);
    }

    private static double At(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        return below + 1 < sorted.Length ? sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
    }
}

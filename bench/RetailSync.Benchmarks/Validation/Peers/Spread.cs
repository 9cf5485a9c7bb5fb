using System.Globalization;

namespace RetailSync.Benchmarks.Validation.Peers;

/// <summary>The middle of some figures and the middle half of them.</summary>
internal sealed record Spread(double Low, double Median, double High)
{
    public static Spread Of(IEnumerable<double> figures)
    {
        var sorted = figures.Order().ToArray();
        return new Spread(At(sorted, 0.25), At(sorted, 0.5), At(sorted, 0.75));
    }

    /// <summary>Against a bound, as everywhere in this benchmark: the middle half has to lie on one side of it.</summary>
    public string AtMost(double bound) => High <= bound ? "met" : Low > bound ? "missed" : "unclear";

    /// <summary>The same for a bound from below.</summary>
    public string AtLeast(double bound) => Low >= bound ? "met" : High < bound ? "missed" : "unclear";

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Median:0.00} ({Low:0.00}-{High:0.00})");

    private static double At(double[] sorted, double part)
    {
        var place = part * (sorted.Length - 1);
        var below = (int)place;
        return sorted[below] + ((sorted[Math.Min(below + 1, sorted.Length - 1)] - sorted[below]) * (place - below));
    }
}

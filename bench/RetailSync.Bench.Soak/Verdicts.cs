using System.Globalization;
using RetailSync.Bench.Load;

namespace RetailSync.Bench.Soak;

/// <summary>Prints what was found and remembers whether all of it was as it should be.</summary>
internal sealed class Verdicts
{
    public bool AllMet { get; private set; } = true;

    public static void Say(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));

    public void Check(string what, bool met, FormattableString measured)
    {
        AllMet &= met;
        Console.WriteLine($"{(met ? "met   " : "MISSED")} {what}: {measured.ToString(CultureInfo.InvariantCulture)}");
    }

    /// <summary>A bystander's p99 must stay within 1.5 times of quiet, or within a millisecond of it where quiet is too fast for a ratio to mean anything.</summary>
    public void Bystander(LoadResult quiet, LoadResult during)
    {
        Say($"       bystander quiet:  p50 {quiet.P50 / 1_000:0.00} ms, p99 {quiet.P99 / 1_000:0.00} ms, {quiet.Requests} answered, {quiet.Failures} failed");
        Say($"       bystander during: p50 {during.P50 / 1_000:0.00} ms, p99 {during.P99 / 1_000:0.00} ms, {during.Requests} answered, {during.Failures} failed");
        Check("bystander's p99 within 1.5 times", during.P99 <= Math.Max(1.5 * quiet.P99, quiet.P99 + 1_000), $"{during.P99 / quiet.P99:0.00}");
        Check("bystander lost nothing", during.Failures == 0, $"{during.Failures} failed");
    }
}

using System.Diagnostics;

namespace RetailSync.Fuzz;

/// <summary>Leaves out of an input what it does not need to show the same.</summary>
internal static class Minimizer
{
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(20);

    public static byte[] Smallest(byte[] input, Func<byte[], bool> showsTheSame)
    {
        var clock = Stopwatch.StartNew();
        for (var size = Math.Max(1, input.Length / 2); size > 0 && clock.Elapsed < MostTime; size /= 2)
        {
            for (var start = 0; start < input.Length && clock.Elapsed < MostTime;)
            {
                byte[] candidate = [.. input.AsSpan(0, start), .. input.AsSpan(Math.Min(input.Length, start + size))];
                if (showsTheSame(candidate))
                {
                    input = candidate;
                }
                else
                {
                    start += size;
                }
            }
        }

        return input;
    }
}

using System.Globalization;

namespace RetailSync.Policies.RateLimit;

/// <summary>A set of windows, made ready for counting. Immutable.</summary>
internal sealed class RateWindows
{
    /// <param name="windows">The windows.</param>
    /// <param name="leaseFrom">From which limit on a gateway takes batches from a shared counter instead of asking for every request.</param>
    public RateWindows(IReadOnlyList<RateWindow> windows, int leaseFrom = RateLimitOptions.DefaultLeaseFrom)
    {
        Names = [.. windows.Select(window => window.Name)];
        Quoted = [.. windows.Select(window => $"\"{window.Name}\"")];
        Limits = [.. windows.Select(window => window.Limit)];
        Seconds = [.. windows.Select(window => window.Seconds)];
        PolicyHeader = string.Join(',', windows.Select(window =>
            string.Create(CultureInfo.InvariantCulture, $"\"{window.Name}\";q={window.Limit};w={window.Seconds}")));

        // Where a small window makes every request ask, the large ones beside it are counted by the same question.
        var smallest = Limits.Min();
        Batch = smallest >= leaseFrom ? Math.Max(1, smallest / 100) : 0;
    }

    public int Count => Limits.Length;

    public string[] Names { get; }

    /// <summary>The names as structured-field strings.</summary>
    public string[] Quoted { get; }

    public int[] Limits { get; }

    public int[] Seconds { get; }

    /// <summary>How much a gateway takes at once from a counter that it shares: a hundredth of the smallest limit; 0: every request is counted by itself.</summary>
    public int Batch { get; }

    /// <summary>The value of <c>RateLimit-Policy</c>, which also tells one set from another.</summary>
    public string PolicyHeader { get; }
}

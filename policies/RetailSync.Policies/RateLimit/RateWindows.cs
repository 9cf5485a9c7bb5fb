using System.Globalization;

namespace RetailSync.Policies.RateLimit;

/// <summary>A set of windows, made ready for counting. Immutable.</summary>
internal sealed class RateWindows
{
    public RateWindows(IReadOnlyList<RateWindow> windows)
    {
        Names = [.. windows.Select(window => window.Name)];
        Quoted = [.. windows.Select(window => $"\"{window.Name}\"")];
        Limits = [.. windows.Select(window => window.Limit)];
        Seconds = [.. windows.Select(window => window.Seconds)];
        PolicyHeader = string.Join(',', windows.Select(window =>
            string.Create(CultureInfo.InvariantCulture, $"\"{window.Name}\";q={window.Limit};w={window.Seconds}")));
    }

    public int Count => Limits.Length;

    public string[] Names { get; }

    /// <summary>The names as structured-field strings.</summary>
    public string[] Quoted { get; }

    public int[] Limits { get; }

    public int[] Seconds { get; }

    /// <summary>The value of <c>RateLimit-Policy</c>, which also tells one set from another.</summary>
    public string PolicyHeader { get; }
}

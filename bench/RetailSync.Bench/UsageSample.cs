using System.Globalization;

namespace RetailSync.Bench;

/// <summary>What a process has used since it began, as its hook told it.</summary>
internal sealed record UsageSample
{
    /// <summary>CPU time, user and kernel together, in microseconds.</summary>
    public required long Cpu { get; init; }

    /// <summary>Bytes allocated on the managed heap.</summary>
    public required long Allocated { get; init; }

    /// <summary>Garbage collections of any generation.</summary>
    public required long Collections { get; init; }

    /// <summary>Time that collections stopped the process, in microseconds.</summary>
    public required long Pause { get; init; }

    /// <summary>Bytes in managed objects, those included that nobody uses and no collection has found yet.</summary>
    public required long LiveBytes { get; init; }

    /// <summary>Memory in use as the operating system sees it.</summary>
    public required long ResidentBytes { get; init; }

    /// <summary>Whether the server garbage collector is on; it must be the same everywhere.</summary>
    public required bool IsServerGc { get; init; }

    public static UsageSample Parse(string line)
    {
        var facts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(fact => fact.Split('=')).ToDictionary(
            fact => fact[0], fact => long.Parse(fact[1], CultureInfo.InvariantCulture));
        return new UsageSample
        {
            Cpu = facts["user"] + facts["kernel"],
            Allocated = facts["allocated"],
            Collections = facts["collections"],
            Pause = facts["pause"],
            LiveBytes = facts["live"],
            ResidentBytes = facts["rss"],
            IsServerGc = facts["serverGc"] == 1,
        };
    }
}

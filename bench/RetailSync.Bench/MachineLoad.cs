using System.Globalization;

namespace RetailSync.Bench;

/// <summary>What the whole machine has spent, to tell how much of it was spent by others.</summary>
internal static class MachineLoad
{
    private const string Source = "/proc/stat";

    // The kernel's clock ticks for user space are 1/100 s on every architecture that .NET runs on.
    private const double MicrosecondsPerTick = 10_000;

    /// <summary>Microseconds of CPU that the machine has been busy since it began; null where the system does not say (only Linux does).</summary>
    public static double? Busy()
    {
        if (!File.Exists(Source))
        {
            return null;
        }

        // cpu user nice system idle iowait irq softirq steal ...: all but the two idle ones.
        var ticks = File.ReadLines(Source).First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8)
            .Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        return (ticks.Sum() - ticks[3] - ticks[4]) * MicrosecondsPerTick;
    }
}

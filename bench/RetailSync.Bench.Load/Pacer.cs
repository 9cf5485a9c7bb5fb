using System.Diagnostics;
using System.Runtime.InteropServices;

namespace RetailSync.Bench.Load;

/// <summary>Waits until a moment with the precision of the kernel's timers (about 50 microseconds), not the millisecond of the runtime's.</summary>
internal static partial class Pacer
{
    /// <summary>Returns when <see cref="Stopwatch"/> has reached <paramref name="timestamp"/>; at once when it has passed.</summary>
    public static void WaitUntil(long timestamp)
    {
        while (Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), timestamp) is { Ticks: > 0 } left)
        {
            if (OperatingSystem.IsWindows())
            {
                Thread.Yield();
                continue;
            }

            var wanted = new TimeSpec { Seconds = (nint)(left.Ticks / TimeSpan.TicksPerSecond), Nanoseconds = (nint)(left.Ticks % TimeSpan.TicksPerSecond * 100) };
            _ = NanoSleep(in wanted, 0);
        }
    }

    [LibraryImport("libc", EntryPoint = "nanosleep")]
    private static partial int NanoSleep(in TimeSpec wanted, nint remaining);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}

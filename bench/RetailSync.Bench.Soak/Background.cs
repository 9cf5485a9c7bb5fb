using System.Globalization;
using System.Runtime.InteropServices;

namespace RetailSync.Bench.Soak;

/// <summary>Lets this process run only where the others leave a processor idle: what a crowd costs on its side of the sockets is not the gateway's.</summary>
internal static partial class Background
{
    // SCHED_IDLE, see sched(7). A process's nice value, which .NET can set, is one thread's on Linux.
    private const int IdlePolicy = 5;

    /// <summary>Applies to the threads that are there and to those that they start. Nothing elsewhere than on Linux.</summary>
    public static void Enter()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var none = default(Parameters);
        foreach (var thread in Directory.EnumerateDirectories("/proc/self/task"))
        {
            _ = SetScheduler(int.Parse(Path.GetFileName(thread), CultureInfo.InvariantCulture), IdlePolicy, in none);
        }
    }

    [LibraryImport("libc", EntryPoint = "sched_setscheduler")]
    private static partial int SetScheduler(int thread, int policy, in Parameters parameters);

    private struct Parameters
    {
        public int Priority;
    }
}

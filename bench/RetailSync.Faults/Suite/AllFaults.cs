namespace RetailSync.Faults.Suite;

/// <summary>Every fault, in the order in which they are tried. A new one is a class and a line here.</summary>
internal static class AllFaults
{
    public static IReadOnlyList<Fault> List { get; } =
    [
        new KillFault(),
        new CrashPointFault(),
        new MistakeFault(),
        new PowerCutFault(),
        new DiskFullFault(),
        new UnreliableSystemFault(),
        new RepeatFault(),
        new NetworkFault(),
        new PoisonFault(),
        new ClassFault(),
        new ClockFault(),
        new DamageFault(),
    ];
}

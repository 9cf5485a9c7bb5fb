namespace RetailSync.Testing.FaultyPlugin;

/// <summary>State that every plugin of this assembly in the same load context would share.</summary>
internal static class StaticState
{
    private static long _count;

    public static long Next() => Interlocked.Increment(ref _count);
}

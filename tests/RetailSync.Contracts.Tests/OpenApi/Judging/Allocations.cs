namespace RetailSync.Contracts.Tests.OpenApi.Judging;

/// <summary>Measures what this thread allocates.</summary>
internal static class Allocations
{
    /// <summary>Bytes that a hundred calls allocate. A collection may empty pools in between: measure several times and take the least.</summary>
    public static long Of(Action act)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var time = 0; time < 100; time++)
        {
            act();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}

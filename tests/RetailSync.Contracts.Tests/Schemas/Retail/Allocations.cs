namespace RetailSync.Contracts.Tests.Schemas.Retail;

/// <summary>Measures what a piece of work allocates.</summary>
internal static class Allocations
{
    public static long Of(Action work)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var time = 0; time < 100; time++)
        {
            work();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}

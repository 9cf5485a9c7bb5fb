using RetailSync.Gateway;
using RetailSync.Policies.Lanes;

namespace RetailSync.Policies.Tests.Conformance;

/// <summary>A change of a thing that nobody else changes, and one of a thing that somebody changes and nobody may wait for.</summary>
public sealed class LaneFixture() : PolicyFixture("lane", JournalledRoute.Route, ("MaxDepth", "0"))
{
    private int _next;
    private LanePlace? _held;

    public override Exchange Passing() => JournalledRoute.Exchange($"/customers/{Interlocked.Increment(ref _next)}");

    public override Exchange Refused()
    {
        _held ??= Service<LaneTable>().Enter("customer:held", 0);
        Assert.NotNull(_held);
        return JournalledRoute.Exchange("/customers/held");
    }
}

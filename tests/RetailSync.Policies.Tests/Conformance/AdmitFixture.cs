using RetailSync.Gateway;
using RetailSync.Testing;

namespace RetailSync.Policies.Tests.Conformance;

/// <summary>A call with room for 2,000, and one of a consumer whose class has used up its share.</summary>
public sealed class AdmitFixture() : PolicyFixture("admit", Route, ("Class", "normal"), ("Limit", "5000"), ("Shares:Bulk", "1"))
{
    private static readonly RouteFacts Route = new() { RouteId = "crm", ClusterId = "crm" };

    private bool _isFull;

    public override Exchange Passing() => Some.Exchange(Route);

    public override Exchange Refused()
    {
        for (var i = 0; !_isFull && i < 50; i++)
        {
            Assert.False(Built.Now(((IRequestPolicy)Policy).OnRequestAsync(Some.Exchange(Route))).IsRefused);
        }

        _isFull = true;
        return Some.Exchange(Route, caller: Some.Caller() with { Consumer = Some.Consumer() with { Priority = Priority.Bulk } });
    }
}

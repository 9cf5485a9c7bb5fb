using RetailSync.Gateway;
using RetailSync.Policies.Tests.Judging;
using RetailSync.Testing;

namespace RetailSync.Policies.Tests.Conformance;

/// <summary>A request that fits its contract, and one that does not.</summary>
public sealed class ValidateFixture() : PolicyFixture("validate", null)
{
    private readonly Operation _operation = Some.Operation() with { Judge = new FakeJudge() };

    public override Exchange Passing() => Some.Exchange(operation: _operation);

    public override Exchange Refused()
    {
        var exchange = Passing();
        exchange.Context.Request.Headers["X-Wrong"] = "yes";
        return exchange;
    }
}

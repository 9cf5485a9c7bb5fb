using RetailSync.Gateway;
using RetailSync.Testing;

namespace RetailSync.Policies.Tests.Conformance;

/// <summary>A caller with room, and one who has used up a limit before.</summary>
public sealed class RateLimitFixture() : PolicyFixture("rate-limit", null, ("Windows:0:Name", "burst"), ("Windows:0:Limit", "2000"), ("Windows:0:Seconds", "3600"))
{
    private bool _usedUp;

    public override Exchange Passing() => Some.Exchange(caller: Some.Caller("roomy"));

    public override Exchange Refused()
    {
        for (var i = 0; !_usedUp && i < 2_000; i++)
        {
            var taken = ((IRequestPolicy)Policy).OnRequestAsync(Some.Exchange(caller: Some.Caller("greedy")));
            Assert.False(Built.Now(taken).IsRefused);
        }

        _usedUp = true;
        return Some.Exchange(caller: Some.Caller("greedy"));
    }
}

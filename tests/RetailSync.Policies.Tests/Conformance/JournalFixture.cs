using Microsoft.Extensions.DependencyInjection;
using RetailSync.Gateway;
using RetailSync.Testing;

namespace RetailSync.Policies.Tests.Conformance;

/// <summary>A change that can be written down, and one of a thing whose last change has an unknown outcome.</summary>
public sealed class JournalFixture() : PolicyFixture("journal", JournalledRoute.Route)
{
    private const string Blocked = "customer:blocked";

    private bool _isBlocked;

    protected override void Add(IServiceCollection services) => services.AddSingleton<IJournal>(new MemoryJournal(TimeProvider.System));

    public override Exchange Passing() => JournalledRoute.Exchange();

    public override Exchange Refused()
    {
        if (!_isBlocked)
        {
            _isBlocked = true;
            var first = JournalledRoute.Exchange();
            first.Lane = Blocked;
            first.Context.Response.StatusCode = 500;
            var policy = Assert.IsAssignableFrom<ISettlesUnanswered>(Policy);
            Assert.False(Built.Now(Assert.IsAssignableFrom<IReadsRequestBody>(policy).OnRequestBodyAsync(first)).IsFinal);
            Assert.True(Built.Now(policy.OnResponseAsync(first)).IsRefused);
        }

        var refused = JournalledRoute.Exchange();
        refused.Lane = Blocked;
        return refused;
    }
}

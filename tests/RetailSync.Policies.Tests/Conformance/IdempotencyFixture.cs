using Microsoft.Extensions.DependencyInjection;
using RetailSync.Gateway;
using RetailSync.Testing;

namespace RetailSync.Policies.Tests.Conformance;

/// <summary>A change with a key that is new, and one whose key is no key.</summary>
public sealed class IdempotencyFixture() : PolicyFixture("idempotency", JournalledRoute.Route)
{
    protected override void Add(IServiceCollection services) => services.AddSingleton<IJournal>(new MemoryJournal(TimeProvider.System));

    public override Exchange Passing() => With("8e03978e-40d5");

    public override Exchange Refused() => With("not a key");

    private static Exchange With(string key)
    {
        var exchange = JournalledRoute.Exchange();
        exchange.Context.Request.Headers["Idempotency-Key"] = key;
        return exchange;
    }
}

using Microsoft.Extensions.DependencyInjection;
using RetailSync.Gateway;
using RetailSync.Policies.Tests.Judging;
using RetailSync.Testing;

namespace RetailSync.Policies.Tests.Conformance;

/// <summary>An answer that fits its contract, and one that does not.</summary>
public sealed class JudgeFixture : IPolicyFixture, IAsyncDisposable
{
    private readonly ServiceProvider _services = Built.Services().BuildServiceProvider();
    private readonly Operation _operation = Some.Operation() with { Judge = new FakeJudge() };

    public JudgeFixture() => Policy = Built.Any(_services, "judge", ("Mode", "enforce"));

    public IGatewayPolicy Policy { get; }

    public Exchange Passing() => Some.Exchange(operation: _operation);

    public Exchange Refused()
    {
        var exchange = Passing();
        exchange.Context.Response.Headers["X-Wrong"] = "yes";
        return exchange;
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}

using Microsoft.Extensions.DependencyInjection;
using RetailSync.Gateway;
using RetailSync.Testing;

namespace RetailSync.Policies.Tests.Conformance;

/// <summary>A built-in policy with the services it has in the gateway.</summary>
public abstract class PolicyFixture(string id, RouteFacts? route, params (string Key, string Value)[] settings) : IPolicyFixture, IAsyncDisposable
{
    private readonly ServiceProvider _services = Built.Services().BuildServiceProvider();
    private IRequestPolicy? _policy;

    public IGatewayPolicy Policy => _policy ??= Built.Policy(_services, id, route, settings);

    public abstract Exchange Passing();

    public abstract Exchange? Refused();

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

using Microsoft.Extensions.DependencyInjection;
using RetailSync.Gateway;
using RetailSync.Testing;

namespace RetailSync.Policies.Tests.Conformance;

/// <summary>A built-in policy with the services it has in the gateway.</summary>
public abstract class PolicyFixture(string id, RouteFacts? route, params (string Key, string Value)[] settings) : IPolicyFixture, IAsyncDisposable
{
    private ServiceProvider? _services;
    private IRequestPolicy? _policy;

    public IGatewayPolicy Policy => _policy ??= Built.Policy(Services, id, route, settings);

    private ServiceProvider Services => _services ??= Build();

    public abstract Exchange Passing();

    public abstract Exchange? Refused();

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A service that the policy uses.</summary>
    protected T Service<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>Adds what the policy needs beside what the gateway always has.</summary>
    protected virtual void Add(IServiceCollection services)
    {
    }

    private ServiceProvider Build()
    {
        var services = Built.Services();
        Add(services);
        return services.BuildServiceProvider();
    }
}

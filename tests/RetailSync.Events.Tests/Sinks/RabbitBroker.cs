using RetailSync.Testing;

namespace RetailSync.Events.Tests.Sinks;

/// <summary>One broker for the tests of a class, which run one after the other; each has an exchange and a queue of its own.</summary>
public sealed class RabbitBroker : IAsyncLifetime
{
    private RabbitServer? _server;

    public RabbitServer Server => _server ?? throw new InvalidOperationException("The broker has not started.");

    public async ValueTask InitializeAsync() => _server = await RabbitServer.StartNewAsync();

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}

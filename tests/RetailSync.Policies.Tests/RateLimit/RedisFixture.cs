using RetailSync.Testing;
using StackExchange.Redis;

namespace RetailSync.Policies.Tests.RateLimit;

/// <summary>A real server and a client, shared by the tests of a class. Each <see cref="RateFleet"/> has keys of its own on it.</summary>
public sealed class RedisFixture : IAsyncLifetime
{
    private int _fleets;
    private RedisServer? _server;
    private ConnectionMultiplexer? _client;

    public IDatabase Database => _client!.GetDatabase();

    public RedisServer Server => _server!;

    public async ValueTask InitializeAsync()
    {
        _server = await RedisServer.StartNewAsync();
        _client = await ConnectionMultiplexer.ConnectAsync(_server.Address);
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is not null)
        {
            await _client.DisposeAsync();
        }

        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    internal RateFleet Fleet(int nodes) => new(Database, $"test-{Interlocked.Increment(ref _fleets)}:", nodes);
}

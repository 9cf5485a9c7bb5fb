using RetailSync.Testing;
using StackExchange.Redis;

namespace RetailSync.Policies.Tests.RateLimit;

/// <summary>A real server and a client, shared by the tests of a class. Each <see cref="RateFleet"/> has keys of its own on it.</summary>
public sealed class RedisFixture : IAsyncLifetime
{
    private int _fleets;
    private RedisServer? _server;
    private ConnectionMultiplexer? _client;
    private ConnectionMultiplexer? _nowhere;

    public IDatabase Database => _client!.GetDatabase();

    /// <summary>A server that is not there: every command fails at once.</summary>
    public IDatabase Nowhere => _nowhere!.GetDatabase();

    public async ValueTask InitializeAsync()
    {
        _server = await RedisServer.StartNewAsync();
        _client = await ConnectionMultiplexer.ConnectAsync(_server.Address);
        _nowhere = await ConnectionMultiplexer.ConnectAsync(new ConfigurationOptions
        {
            EndPoints = { "127.0.0.1:1" },
            AbortOnConnectFail = false,
            BacklogPolicy = BacklogPolicy.FailFast,
            ConnectRetry = 1,
            ConnectTimeout = 50,
        });
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in new[] { _client, _nowhere }.OfType<ConnectionMultiplexer>())
        {
            await client.DisposeAsync();
        }

        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    internal RateFleet Fleet(int nodes) => new(Database, $"test-{Interlocked.Increment(ref _fleets)}:", nodes);
}

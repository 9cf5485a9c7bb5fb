using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using RetailSync.Policies.RateLimit;
using StackExchange.Redis;

namespace RetailSync.Policies.Tests.RateLimit;

/// <summary>Several gateways' stores on one real server, with one time that the test steers and a clock of its own for each.</summary>
internal sealed class RateFleet : IDisposable
{
    private readonly IDatabase _database;
    private readonly string _prefix;
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    private Measured? _measured;

    // Far in the future, because the server lets keys expire by its own time.
    private long _serverTime = 4_102_444_800_000;

    public RateFleet(IDatabase database, string prefix, int nodes)
    {
        (_database, _prefix) = (database, prefix);
        Meters = _services.GetRequiredService<IMeterFactory>();
        Nodes = [.. Enumerable.Range(0, nodes).Select(i => new RateNode(this, i))];
    }

    public IMeterFactory Meters { get; }

    public RateNode[] Nodes { get; }

    public IDatabase Database => _database;

    public string Prefix => _prefix;

    public long ServerTime => _serverTime;

    /// <summary>How many refusals were remembered so far: nobody was asked.</summary>
    public long Remembered => (_measured ??= new Measured(Meters))["retailsync.rate_limit.store{by=remembered}"];

    public void Dispose()
    {
        _measured?.Dispose();
        _services.Dispose();
    }

    public void Advance(long milliseconds)
    {
        _serverTime += milliseconds;
        foreach (var node in Nodes)
        {
            node.Clock.Advance(TimeSpan.FromMilliseconds(milliseconds));
        }
    }

    /// <summary>Sets the server's clock, and no other.</summary>
    public void SetServerClock(long milliseconds) => _serverTime += milliseconds;

    /// <summary>The server forgets everything, as after a restart.</summary>
    public async Task ForgetAsync(RateKey key) => await _database.KeyDeleteAsync(key.NameOn(_prefix));
}

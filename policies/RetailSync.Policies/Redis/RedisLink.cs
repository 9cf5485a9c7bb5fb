using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace RetailSync.Policies.Redis;

/// <summary>
/// Keeps the connection to the shared server. Connects in the background and never holds the start up. The first failed command closes the way for everybody;
/// from then on only a probe asks, five times a second, and opens it again when the server takes a write.
/// </summary>
internal sealed partial class RedisLink(RedisSettings settings, RedisMetrics metrics, TimeProvider clock, ILogger<RedisLink> logger) : IRedisLink, IAsyncDisposable
{
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromMilliseconds(200);

    // What a counter needs: scripts, writes, expiry. A server that is read-only, full or still loading fails here as it would fail requests.
    private const string ProbeScript = "return redis.call('SET', KEYS[1], '1', 'PX', 1000)";

    private readonly Lock _gate = new();
    private readonly RedisKey[] _probeKey = [settings.Options.Prefix + "probe"];
    private ConnectionMultiplexer? _client;
    private volatile IDatabase? _database;
    private volatile int _connection;
    private bool _wasTold;

    /// <inheritdoc/>
    public IDatabase? Database => _database;

    /// <inheritdoc/>
    public int Connection => _connection;

    /// <inheritdoc/>
    public string Prefix => settings.Options.Prefix;

    /// <inheritdoc/>
    public TimeSpan Timeout { get; } = TimeSpan.FromMilliseconds(settings.Options.TimeoutMilliseconds);

    /// <inheritdoc/>
    public void Failed(Exception reason)
    {
        lock (_gate)
        {
            if (_database is null)
            {
                return;
            }

            _database = null;
            _connection++;
            metrics.Changed(isUp: false);
        }

        // The client's own messages name servers and commands, never the password.
        LogAway(reason.Message);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _database = null;
        if (_client is not null)
        {
            await _client.DisposeAsync();
        }
    }

    /// <summary>Connects, and looks for the server whenever it is away.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(ProbeInterval, clock);
        try
        {
            do
            {
                if (_database is null)
                {
                    await ProbeAsync(cancel);
                }
            }
            while (await timer.WaitForNextTickAsync(cancel));
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The gateway stops.
        }
    }

    private async Task ProbeAsync(CancellationToken cancel)
    {
        try
        {
            _client ??= await ConnectAsync();
            var database = _client.GetDatabase();
            await database.ScriptEvaluateAsync(ProbeScript, _probeKey).WaitAsync(Timeout, clock, cancel);
            lock (_gate)
            {
                _database = database;
                _wasTold = true;
                metrics.Changed(isUp: true);
            }

            LogUp(string.Join(", ", _client.GetEndPoints().Select(endpoint => endpoint.ToString())));
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            // Whatever it was, the gateway goes on without the server and asks again. Told once; the loss of a server that was there has been told when it was lost.
            if (!_wasTold)
            {
                _wasTold = true;
                LogAway(failure.Message);
            }
        }
    }

    private async Task<ConnectionMultiplexer> ConnectAsync()
    {
        var client = await ConnectionMultiplexer.ConnectAsync(settings.ForClient());
        client.ConnectionFailed += (_, lost) => Failed(lost.Exception ?? new RedisException($"The connection to {lost.EndPoint} was lost."));
        return client;
    }

    [LoggerMessage(LogLevel.Information, "Redis at {Servers} answers; what gateways share is shared.", EventName = "redis.up")]
    private partial void LogUp(string servers);

    [LoggerMessage(LogLevel.Warning, "Redis is away; this gateway goes on by itself until it answers again. {Reason}", EventName = "redis.down")]
    private partial void LogAway(string reason);
}

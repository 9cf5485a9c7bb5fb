using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RetailSync.Gateway;
using RetailSync.Policies.Redis;
using RetailSync.Testing;

namespace RetailSync.Policies.Tests.Redis;

public sealed class RedisLinkTests : IAsyncDisposable
{
    private readonly LogLines _log = new();
    private ServiceProvider? _services;

    [Fact]
    public async Task Start_ServerThere_IsUp()
    {
        await using var server = await RedisServer.StartNewAsync();
        var link = await StartAsync(server.Address);

        var database = await UntilUpAsync(link);

        Assert.True(await database.StringSetAsync("a", "b"));
        await Deadline.UntilAsync(
            () => Task.FromResult(_log.Lines.FirstOrDefault(line => line.Contains($"Redis at {server.Address} answers", StringComparison.Ordinal))),
            "it is told, which comes after it is used");
    }

    [Fact]
    public async Task Server_StopsAndStarts_IsToldAndUsedAgain()
    {
        await using var server = await RedisServer.StartNewAsync();
        var link = await StartAsync(server.Address);
        using var measured = new Measured(_services!.GetRequiredService<IMeterFactory>());
        await UntilUpAsync(link);
        var connection = link.Connection;

        await server.StopAsync();
        await UntilAwayAsync(link);
        await server.StartAsync();
        var startedAt = TimeProvider.System.GetTimestamp();
        await UntilUpAsync(link);

        Assert.InRange(TimeProvider.System.GetElapsedTime(startedAt).TotalSeconds, 0, 3);
        Assert.True(link.Connection > connection);
        Assert.Equal(1, measured["retailsync.redis.changes{to=down}"]);
        Assert.InRange(measured["retailsync.redis.changes{to=up}"], 1, 2);
        Assert.Single(_log.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_NoServer_SaysSoOnceAndGoesOn()
    {
        await using var server = await RedisServer.StartNewAsync();
        await server.StopAsync();
        var link = await StartAsync(server.Address);

        await Deadline.UntilAsync(() => Task.FromResult(_log.Lines.FirstOrDefault(line => line.StartsWith("Warning", StringComparison.Ordinal))), "a warning");
        var away = link.Database is null;
        await server.StartAsync();
        await UntilUpAsync(link);

        Assert.True(away);
    }

    [Fact]
    public async Task Server_RefusesWrites_IsAway()
    {
        await using var server = await RedisServer.StartNewAsync("--maxmemory", "1", "--maxmemory-policy", "noeviction");
        var link = await StartAsync(server.Address);

        await Deadline.UntilAsync(() => Task.FromResult(_log.Lines.FirstOrDefault(line => line.StartsWith("Warning", StringComparison.Ordinal))), "a warning");

        Assert.Null(link.Database);
    }

    [Theory]
    [InlineData("right-and-long", true)]
    [InlineData("wrong-and-long", false)]
    public async Task Server_WantsAPassword_IsUsedWithItAndNeverLogged(string password, bool works)
    {
        await using var server = await RedisServer.StartNewAsync("--requirepass", "right-and-long");
        var link = await StartAsync("env:REDIS", $"{server.Address},password={password}");

        await Deadline.UntilAsync(() => Task.FromResult(_log.Lines.FirstOrDefault()), "something is logged");

        Assert.Equal(works, link.Database is not null);
        Assert.DoesNotContain(_log.Lines, line => line.Contains(password, StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }
    }

    private static Task<StackExchange.Redis.IDatabase> UntilUpAsync(RedisLink link) => Deadline.UntilAsync(() => Task.FromResult(link.Database), "Redis is up");

    private static Task<string> UntilAwayAsync(RedisLink link) => Deadline.UntilAsync(() => Task.FromResult(link.Database is null ? "away" : null), "Redis is away");

    private async Task<RedisLink> StartAsync(string connection, string secret = "")
    {
        var faults = new List<ConfigFault>();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create<string, string?>("Redis:Connection", connection)]).Build();
        var settings = RedisSettings.Read(configuration, (_, _, _) => secret, faults);
        Assert.Empty(faults);
        _services = new ServiceCollection().AddLogging(logging => logging.AddProvider(_log)).AddRedis(settings).BuildServiceProvider();
        foreach (var service in _services.GetServices<IHostedService>())
        {
            await service.StartAsync(TestContext.Current.CancellationToken);
        }

        return _services.GetRequiredService<RedisLink>();
    }

    private sealed class LogLines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{logLevel}: {formatter(state, exception)} {exception}");
    }
}

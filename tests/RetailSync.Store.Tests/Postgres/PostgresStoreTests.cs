using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using RetailSync.Store.Migrations;
using RetailSync.Store.Postgres;
using RetailSync.Store.Tests.Conformance;
using RetailSync.Testing;

namespace RetailSync.Store.Tests.Postgres;

public sealed class PostgresStoreTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_SeveralAtOnce_AllComeAndTheTablesAreMadeOnce()
    {
        var connection = await DatabaseAsync();

        var stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => OpenAsync(connection)));

        Assert.Equal(4, stores.Select(store => store.Epoch).Distinct().Count());
        Assert.Equal((long)MigrationSet.Embedded.Version, (await stores[0].QueryAsync("select count(*) from store_migration"))[0][0]);
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }
    }

    [Fact]
    public async Task Open_NewerDatabase_IsRefused()
    {
        var connection = await DatabaseAsync();
        await (await OpenAsync(connection)).DisposeAsync();

        var refused = await Assert.ThrowsAsync<StoreOpenException>(() => OpenAsync(new PostgresStoreOptions(connection) { Migrations = new MigrationSet([]) }));

        Assert.Contains("this program knows version 0", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_NoServer_SaysWhereAndNoPassword()
    {
        var refused = await Assert.ThrowsAsync<StoreOpenException>(() => OpenAsync("Host=127.0.0.1;Port=1;Database=journal;Username=u;Password=hunter2"));

        Assert.StartsWith("PostgreSQL at 127.0.0.1:1, database journal cannot be opened:", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_TwoGateways_OneOrderAndNoDeadlock()
    {
        var connection = await DatabaseAsync();
        await using var first = await OpenAsync(connection);
        await using var second = await OpenAsync(connection);
        await Rows.CreateTablesAsync(first);
        var head = new Sql("update event_head set last_seq = last_seq + 1 where id = 1");
        var entry = new Sql("insert into entry (place, caller, number) select last_seq, @caller, 0 from event_head", ("caller", SqlType.Text));

        await Task.WhenAll(Enumerable.Range(0, 32).Select(async caller =>
        {
            var store = caller % 2 == 0 ? first : second;
            for (var i = 0; i < 20; i++)
            {
                await store.WriteAsync(Rows.One($"{caller}-{i}"));
                await store.WriteAsync(new StoreWrite().Add(head).Add(entry, $"{caller}"));
            }
        }));

        Assert.Equal([640L, 1L, 640L], (await first.QueryAsync("select count(*), min(place), max(place) from entry"))[0]);
    }

    [Fact]
    public async Task Write_ServerStopsAndStarts_EachEndedAsItWasTold()
    {
        await using var server = await PostgresServer.StartNewAsync();
        await using var store = await OpenAsync(await server.CreateDatabaseAsync());
        await Rows.CreateTablesAsync(store);
        var (written, refused, uncertain) = (new List<string>(), new List<string>(), new List<string>());
        using var stop = new CancellationTokenSource();
        var load = Enumerable.Range(0, 16).Select(caller => LoadAsync(store, caller, written, refused, uncertain, stop.Token)).ToArray();

        await UntilAsync(written, 100);
        await server.StopAsync();
        await UntilAsync(refused, 16);
        var trouble = store.Trouble;
        await server.StartAsync();
        var before = Count(written);
        await UntilAsync(written, before + 100);
        await stop.CancelAsync();
        await Task.WhenAll(load);

        Assert.Contains("Writing resumes by itself.", trouble, StringComparison.Ordinal);
        Assert.Null(store.Trouble);
        var there = (await store.IdsAsync()).ToHashSet();
        Assert.Empty(written.Except(there));
        Assert.Empty(refused.Intersect(there));
        Assert.Equal(there.Count, written.Count + uncertain.Count(there.Contains));
    }

    [Fact]
    public async Task Read_ServerStopped_IsUnavailable()
    {
        await using var server = await PostgresServer.StartNewAsync();
        await using var store = await OpenAsync(await server.CreateDatabaseAsync());
        await server.StopAsync();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.NowAsync(Cancel).AsTask());
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.DeadEpochsAsync([17], Cancel));
    }

    [Fact]
    public async Task DeadEpochs_SilentAndWithoutItsLock_IsFencedAndWritesNothingMore()
    {
        var connection = await DatabaseAsync();
        await using var asleep = await OpenAsync(connection);
        await using var awake = await OpenAsync(connection);
        await Rows.CreateTablesAsync(awake);
        await asleep.Node.FreezeAsync();

        var early = await awake.DeadEpochsAsync([asleep.Epoch], Cancel);
        await asleep.WriteAsync(Rows.One("still alive"));
        await AgeAsync(connection, asleep.Epoch);
        var late = await awake.DeadEpochsAsync([asleep.Epoch, awake.Epoch], Cancel);
        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => asleep.WriteAsync(Rows.One("zombie")));
        var again = await Assert.ThrowsAsync<StoreUnavailableException>(() => asleep.WriteAsync(Rows.One("zombie")));

        Assert.Empty(early);
        Assert.Equal([asleep.Epoch], late);
        Assert.Contains("declared this process dead", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Restart it", again.Message, StringComparison.Ordinal);
        Assert.True(asleep.IsFenced);
        Assert.False(awake.IsFenced);
        Assert.Equal(["still alive"], await awake.IdsAsync());
    }

    [Fact]
    public async Task DeadEpochs_SilentWithItsLock_IsAlive()
    {
        var connection = await DatabaseAsync();
        await using var busy = await OpenAsync(connection);
        await using var other = await OpenAsync(connection);
        await AgeAsync(connection, busy.Epoch);

        Assert.Empty(await other.DeadEpochsAsync([busy.Epoch], Cancel));
    }

    [Fact]
    public async Task DeadEpochs_NeverHeardOf_IsDead()
    {
        await using var store = await OpenAsync(await DatabaseAsync());

        Assert.Equal([999L, 1_000L], await store.DeadEpochsAsync([1_000, 999], Cancel));
    }

    [Fact]
    public async Task Heartbeat_EachThirdOfTheLease_IsWritten()
    {
        var connection = await DatabaseAsync();
        var clock = new FakeTimeProvider();
        await using var store = await OpenAsync(new PostgresStoreOptions(connection), clock);
        await AgeAsync(connection, store.Epoch);

        clock.Advance(TimeSpan.FromSeconds(5));

        await Deadline.UntilAsync(
            async () => (await store.QueryAsync($"select 1 from store_node where epoch = {store.Epoch} and seen_at > clock_timestamp() - interval '1 minute'")).Count > 0 ? "seen" : null,
            "the heartbeat is written");
    }

    [Fact]
    public async Task Heartbeat_Fenced_IsNoticedWithoutAWrite()
    {
        var connection = await DatabaseAsync();
        var clock = new FakeTimeProvider();
        await using var store = await OpenAsync(new PostgresStoreOptions(connection), clock);
        await ExecuteAsync(connection, $"update store_node set fenced_at = clock_timestamp() where epoch = {store.Epoch}");

        clock.Advance(TimeSpan.FromSeconds(5));

        await Deadline.UntilAsync(() => Task.FromResult(store.IsFenced ? "fenced" : null), "the heartbeat notices");
    }

    [Fact]
    public async Task Now_IsTheDatabasesClock()
    {
        var connection = await DatabaseAsync();
        await using var store = await OpenAsync(new PostgresStoreOptions(connection), new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(60)));

        var now = await store.NowAsync(Cancel);

        Assert.Equal(TimeSpan.Zero, now.Offset);
        Assert.InRange(now, TimeProvider.System.GetUtcNow().AddMinutes(-5), TimeProvider.System.GetUtcNow().AddMinutes(5));
    }

    [Fact]
    public async Task Write_ServersOwnSettingIsLax_StillWaitsForTheDisk()
    {
        var connection = await DatabaseAsync();
        await ExecuteAsync(connection, $"alter database {new NpgsqlConnectionStringBuilder(connection).Database} set synchronous_commit = off");
        await using var store = await OpenAsync(connection);
        await Rows.CreateTablesAsync(store);

        await store.WriteAsync(new StoreWrite().Add(new Sql("insert into row (id) select current_setting('synchronous_commit')")));

        Assert.Equal(["on"], await store.IdsAsync());
    }

    private static async Task<string> DatabaseAsync() => await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();

    private static Task<PostgresStore> OpenAsync(string connection) => OpenAsync(new PostgresStoreOptions(connection));

    private static Task<PostgresStore> OpenAsync(PostgresStoreOptions options, TimeProvider? clock = null) => PostgresStore.OpenAsync(options, new StoreMetrics(null), clock ?? TimeProvider.System, NullLogger.Instance, Cancel);

    private static Task AgeAsync(string connection, long epoch) => ExecuteAsync(connection, $"update store_node set seen_at = clock_timestamp() - interval '1 hour' where epoch = {epoch}");

    private static async Task ExecuteAsync(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancel);
    }

    private static async Task LoadAsync(PostgresStore store, int caller, List<string> written, List<string> refused, List<string> uncertain, CancellationToken stop)
    {
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            var id = $"{caller}-{i}";
            var outcome = await Record.ExceptionAsync(() => store.WriteAsync(Rows.One(id))) switch
            {
                null => written,
                StoreUnavailableException => refused,
                StoreUncertainException => uncertain,
                var other => throw other,
            };
            lock (outcome)
            {
                outcome.Add(id);
            }

            if (outcome != written)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancel);
            }
        }
    }

    private static int Count(List<string> ids)
    {
        lock (ids)
        {
            return ids.Count;
        }
    }

    private static Task<string> UntilAsync(List<string> ids, int count) => Deadline.UntilAsync(() => Task.FromResult(Count(ids) >= count ? "enough" : null), $"{count} of them");
}

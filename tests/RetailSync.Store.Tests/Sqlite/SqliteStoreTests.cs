using System.Runtime.Versioning;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using RetailSync.Store.Migrations;
using RetailSync.Store.Sqlite;
using RetailSync.Store.Tests.Conformance;
using RetailSync.Store.Writing;
using RetailSync.Testing;
using SQLitePCL;

namespace RetailSync.Store.Tests.Sqlite;

public sealed class SqliteStoreTests : IDisposable
{
    private readonly SqliteFixture _fixture = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Open_SecondTime_NamesTheFileAndWhatToDo()
    {
        await using var first = _fixture.Open();

        var refused = Assert.Throws<StoreOpenException>(() => _fixture.Open());

        Assert.StartsWith($"{_fixture.Path} is in use: another process holds {_fixture.Path}.lock.", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Store:Provider=postgres", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_ThroughALink_IsTheSameFile()
    {
        await using var first = _fixture.Open();
        var link = Path.Combine(_fixture.Folder, "other.db");
        File.CreateSymbolicLink(link, _fixture.Path);

        Assert.Throws<StoreOpenException>(() => _fixture.Open(new SqliteStoreOptions(link)));
    }

    [Fact]
    public async Task Open_AfterClose_IsFree()
    {
        await _fixture.Open().DisposeAsync();

        await using var second = _fixture.Open();

        Assert.Equal(2, second.Epoch);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Open_NewFile_IsReadableForItsOwnerAlone()
    {
        await using var store = _fixture.Open();
        await Rows.CreateTablesAsync(store);

        Assert.All(Directory.GetFiles(_fixture.Folder, "journal.db*").Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)), file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
    }

    [Theory]
    [InlineData("journal_mode", "wal")]
    [InlineData("synchronous", "2")]
    [InlineData("wal_autocheckpoint", "0")]
    public void OpenForWriting_Pragmas_AreTheDurableOnes(string pragma, string expected)
    {
        using var connection = SqliteFile.OpenForWriting(_fixture.Options);

        using var command = connection.CreateCommand();
        command.CommandText = $"pragma {pragma}";
        Assert.Equal(expected, $"{command.ExecuteScalar()}");
    }

    [Fact]
    public async Task Now_IsTheClocks()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero));
        await using var store = _fixture.Open(_fixture.Options, clock);

        Assert.Equal(clock.GetUtcNow(), await store.NowAsync(Cancel));
    }

    [Fact]
    public async Task Write_FileFull_IsUnavailableAndResumes()
    {
        await using var store = _fixture.Open();
        await Rows.CreateTablesAsync(store);
        store.BeforeNextCommit(database => Execute(database, "pragma max_page_count = 1"));

        var refused = await FailAsync(store);
        var trouble = store.Trouble;
        store.BeforeNextCommit(database => Execute(database, "pragma max_page_count = 1000000"));
        await Deadline.UntilAsync(() => Task.FromResult(store.Trouble is null ? "healed" : null), "the writer finds out by itself that there is room");
        await store.WriteAsync(Rows.One("later"));

        Assert.IsType<StoreUnavailableException>(refused);
        Assert.Contains($"The disk of {_fixture.Path} is full. Make room there", refused.Message, StringComparison.Ordinal);
        Assert.Contains("is full", trouble, StringComparison.Ordinal);
        Assert.Contains("later", await store.IdsAsync());
    }

    [Fact]
    public async Task Write_QueueFull_WaitsForAPlaceAndCanBeGivenUp()
    {
        await using var store = _fixture.Open(new WriteLimits(QueueUnits: 4));
        await Rows.CreateTablesAsync(store);
        using var gate = new ManualResetEventSlim();
        var (entered, gone) = (new TaskCompletionSource(), new CancellationTokenSource());
        store.BeforeNextCommit(_ =>
        {
            entered.SetResult();
            gate.Wait();
        });
        await entered.Task;

        var held = Enumerable.Range(0, 6).Select(i => store.WriteAsync(Rows.One($"{i}"))).ToArray();
        var givenUp = store.WriteAsync(Rows.One("never"), gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => givenUp);
        var queued = store.QueueLength;
        gate.Set();
        await Task.WhenAll(held);

        Assert.Equal(4, queued);
        Assert.Equal(["0", "1", "2", "3", "4", "5"], await store.IdsAsync());
        gone.Dispose();
    }

    [Fact]
    public async Task Checkpoint_Idle_LeavesNoLog()
    {
        await using var store = _fixture.Open();
        await Rows.CreateTablesAsync(store);
        await store.WriteAsync(Rows.One("a", null, null, new byte[100_000]));

        await Deadline.UntilAsync(() => Task.FromResult(new FileInfo(_fixture.Path + "-wal").Length == 0 ? "cut" : null), "an idle writer cuts the log");

        Assert.Equal(["a"], await store.IdsAsync());
    }

    [Fact]
    public async Task Checkpoint_WhileBusy_KeepsTheLogShort()
    {
        await using var store = _fixture.Open(_fixture.Options with { CheckpointPages = 100 });
        await Rows.CreateTablesAsync(store);

        for (var i = 0; i < 400; i++)
        {
            await store.WriteAsync(Rows.One($"{i}", null, null, new byte[40_000]));
        }

        // 4,000 pages went through it.
        Assert.InRange(new FileInfo(_fixture.Path + "-wal").Length, 0, 2_000_000);
    }

    [Fact]
    public async Task Statement_SameInstance_IsPreparedOnce()
    {
        await using var store = _fixture.Open();
        await Rows.CreateTablesAsync(store);

        for (var i = 0; i < 600; i++)
        {
            await store.WriteAsync(new StoreWrite().Add(new Sql("insert into row (id) values (@id)", ("id", SqlType.Text)), $"{i}"));
        }

        Assert.Equal(600L, (await store.QueryAsync("select count(*) from row"))[0][0]);
    }

    [Fact]
    public void Open_ForeignDatabase_IsRefused()
    {
        using (var foreign = SqliteFile.Open(_fixture.Path, SqliteOpenMode.ReadWriteCreate))
        {
            SqliteFile.Execute(foreign, "create table somebody_elses (id text)");
        }

        var refused = Assert.Throws<StoreOpenException>(() => _fixture.Open());

        Assert.Contains("no store of this program", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_OtherMigrations_AreRefusedOrCarriedOut()
    {
        var second = new Migration(2, "more", "create table more (id text primary key, content {bytes})");
        var first = new Migration(1, "first", "create table first (id bigint primary key)");
        await _fixture.Open(_fixture.Options with { Migrations = new MigrationSet([first]) }).DisposeAsync();

        await _fixture.Open(_fixture.Options with { Migrations = new MigrationSet([second, first]) }).DisposeAsync();
        var newer = Assert.Throws<StoreOpenException>(() => _fixture.Open(_fixture.Options with { Migrations = new MigrationSet([first]) }));
        var changed = Assert.Throws<StoreOpenException>(() => _fixture.Open(_fixture.Options with { Migrations = new MigrationSet([first with { Text = "create table first (id text primary key)" }, second]) }));
        var failing = Assert.Throws<StoreOpenException>(() => _fixture.Open(_fixture.Options with { Migrations = new MigrationSet([first, second, new Migration(3, "wrong", "create table third (id text); create table more (id text)")]) }));

        Assert.Contains("has tables of version 2; this program knows version 1", newer.Message, StringComparison.Ordinal);
        Assert.Contains("another migration 1 (first)", changed.Message, StringComparison.Ordinal);
        Assert.Contains("migration 3 (wrong) failed and was undone", failing.Message, StringComparison.Ordinal);
        using var connection = SqliteFile.OpenForReading(_fixture.Path);
        Assert.Equal(["first", "more"], SqliteFile.Column(connection, "select name from sqlite_master where type = 'table' and name in ('first', 'more', 'third') order by name"));
    }

    [Fact]
    public void Migration_LineEnds_DoNotChangeItsHash()
    {
        Assert.Equal(new Migration(1, "a", "x\ny").Hash, new Migration(1, "a", "x\r\ny").Hash);
        Assert.NotEqual(new Migration(1, "a", "x\ny").Hash, new Migration(1, "a", "x y").Hash);
    }

    [Fact]
    public void MigrationSet_Gap_IsRefused() => Assert.Throws<ArgumentException>(() => new MigrationSet([new Migration(1, "a", ""), new Migration(3, "c", "")]));

    private static async Task<Exception> FailAsync(SqliteStore store)
    {
        // What is free in the file's last pages takes a few rows still.
        for (var i = 0; i < 10_000; i++)
        {
            if (await Record.ExceptionAsync(() => store.WriteAsync(Rows.One($"{i}", null, null, new byte[1_000]))) is { } refused)
            {
                return refused;
            }
        }

        throw new InvalidOperationException("The file never became full.");
    }

    private static void Execute(sqlite3 database, string sql) => Assert.Equal(raw.SQLITE_OK, raw.sqlite3_exec(database, sql));
}

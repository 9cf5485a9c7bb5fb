using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace RetailSync.Benchmarks.Stores;

/// <summary>What a group commit costs at the least: one thread inserts blobs into one table without an index, through one prepared statement, and commits what is waiting.</summary>
internal sealed class BareGroupCommit : IAsyncDisposable
{
    private const int MostUnits = 4_096;

    private readonly Channel<(byte[] Content, TaskCompletionSource Done)> _queue = Channel.CreateUnbounded<(byte[], TaskCompletionSource)>(new UnboundedChannelOptions { SingleReader = true });
    private readonly TaskCompletionSource _ended = new();
    private readonly SqliteConnection _connection;

    public BareGroupCommit(string path)
    {
        _connection = new SqliteConnection($"Data Source={path};Pooling=False");
        _connection.Open();
        Execute("pragma journal_mode = wal");
        Execute("pragma synchronous = full");
        Execute("pragma wal_autocheckpoint = 4000");
        Execute("pragma cache_size = -32768");
        Execute("create table bare (content blob)");
        new Thread(Run) { IsBackground = true }.Start();
    }

    public async Task WriteAsync(byte[] content)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _queue.Writer.WriteAsync((content, done));
        await done.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.Complete();
        await _ended.Task;
        await _connection.DisposeAsync();
    }

    private void Run()
    {
        var database = _connection.Handle!;
        using var begin = Prepare(database, "begin immediate");
        using var insert = Prepare(database, "insert into bare (content) values (?1)");
        using var commit = Prepare(database, "commit");
        var batch = new List<TaskCompletionSource>();
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            Step(database, begin);
            while (batch.Count < MostUnits && _queue.Reader.TryRead(out var unit))
            {
                raw.sqlite3_bind_blob(insert, 1, unit.Content);
                Step(database, insert);
                batch.Add(unit.Done);
            }

            Step(database, commit);
            batch.ForEach(done => done.SetResult());
            batch.Clear();
        }

        _ended.SetResult();
    }

    private static sqlite3_stmt Prepare(sqlite3 database, string sql) =>
        raw.sqlite3_prepare_v2(database, sql, out var statement) == raw.SQLITE_OK ? statement : throw new InvalidOperationException(raw.sqlite3_errmsg(database).utf8_to_string());

    private static void Step(sqlite3 database, sqlite3_stmt statement)
    {
        if (raw.sqlite3_step(statement) != raw.SQLITE_DONE)
        {
            throw new InvalidOperationException(raw.sqlite3_errmsg(database).utf8_to_string());
        }

        raw.sqlite3_reset(statement);
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}

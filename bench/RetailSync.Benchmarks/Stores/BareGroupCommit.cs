using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace RetailSync.Benchmarks.Stores;

/// <summary>
/// What a group commit costs without a journal's logic: one thread inserts blobs by their id, so that they can be found again, through prepared statements, and commits what is waiting.
/// No state, no order, no arbitration, no further index.
/// </summary>
internal sealed class BareGroupCommit : IAsyncDisposable
{
    public const int Intents = 0;
    public const int Outcomes = 1;
    public const int Events = 2;

    private const int MostUnits = 4_096;

    private static readonly string[] Tables = ["intent", "outcome", "event"];

    private readonly Channel<((int Table, string Id, byte[] Content)[] Rows, TaskCompletionSource Done)> _queue = Channel.CreateUnbounded<((int, string, byte[])[], TaskCompletionSource)>(new UnboundedChannelOptions { SingleReader = true });
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
        foreach (var table in Tables)
        {
            Execute($"create table {table} (id text primary key, content blob)");
        }

        new Thread(Run) { IsBackground = true }.Start();
    }

    public async Task WriteAsync(params (int Table, string Id, byte[] Content)[] rows)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _queue.Writer.WriteAsync((rows, done));
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
        sqlite3_stmt[] inserts = [.. Tables.Select(table => Prepare(database, $"insert into {table} (id, content) values (?1, ?2)"))];
        using var commit = Prepare(database, "commit");
        var batch = new List<TaskCompletionSource>();
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            Step(database, begin);
            while (batch.Count < MostUnits && _queue.Reader.TryRead(out var unit))
            {
                foreach (var (table, id, content) in unit.Rows)
                {
                    raw.sqlite3_bind_text(inserts[table], 1, id);
                    raw.sqlite3_bind_blob(inserts[table], 2, content);
                    Step(database, inserts[table]);
                }

                batch.Add(unit.Done);
            }

            Step(database, commit);
            batch.ForEach(done => done.SetResult());
            batch.Clear();
        }

        Array.ForEach(inserts, insert => insert.Dispose());
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

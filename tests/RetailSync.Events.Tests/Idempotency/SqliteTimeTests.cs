using System.Globalization;
using Microsoft.Data.Sqlite;

namespace RetailSync.Events.Tests.Idempotency;

/// <summary>The cases of wrong clocks, over the journal in a SQLite file.</summary>
public sealed class SqliteTimeTests : TimeCases
{
    private string File => Path.Combine(Folder, "journal.db");

    protected override IReadOnlyList<string> Store => ["--Store:Provider=sqlite", $"--Store:Path={File}"];

    protected override Task ExecuteAsync(string sql) => RunAsync(command => command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken), sql);

    protected override async Task<long> ReadAsync(string sql) =>
        Convert.ToInt64(await RunAsync(command => command.ExecuteScalarAsync(TestContext.Current.CancellationToken), sql), CultureInfo.InvariantCulture);

    private async Task<T> RunAsync<T>(Func<SqliteCommand, Task<T>> run, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={File};Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await run(command);
    }
}

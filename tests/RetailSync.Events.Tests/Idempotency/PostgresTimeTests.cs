using System.Globalization;
using Npgsql;
using RetailSync.Testing;

namespace RetailSync.Events.Tests.Idempotency;

/// <summary>The cases of wrong clocks, over the journal in PostgreSQL. Its clock is the server's: the gateway's may be as wrong as it likes.</summary>
public sealed class PostgresTimeTests : TimeCases, IAsyncLifetime
{
    private string _connection = "";

    protected override IReadOnlyList<string> Store => ["--Store:Provider=postgres", $"--Store:Connection=file:{Path.Combine(Folder, "connection")}"];

    public async ValueTask InitializeAsync()
    {
        _connection = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await File.WriteAllTextAsync(Path.Combine(Folder, "connection"), _connection, TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    protected override async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_connection);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    protected override async Task<long> ReadAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_connection);
        await using var command = source.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken), CultureInfo.InvariantCulture);
    }
}

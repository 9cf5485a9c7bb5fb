using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using RetailSync.Testing;

namespace RetailSync.Events.Tests.Idempotency;

/// <summary>The cases of idempotency keys over the journal in PostgreSQL.</summary>
public sealed class PostgresIdempotencyTests : IdempotencyCases, IAsyncLifetime
{
    private readonly string _secret = Path.GetTempFileName();
    private string _connection = "";

    protected override IReadOnlyList<string> Arguments => ["--Store:Provider=postgres", $"--Store:Connection=file:{_secret}"];

    public async ValueTask InitializeAsync()
    {
        _connection = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await File.WriteAllTextAsync(_secret, _connection, TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        File.Delete(_secret);
        return ValueTask.CompletedTask;
    }

    // The time is the database's own, which nobody turns: the row's end is moved instead.
    public override async Task Case24_AtTheEndOfItsTime_AKeyIsKnownOrNew(int milliseconds, bool isKnown)
    {
        await using var gateway = await StartAsync(idempotency: """{ "Keep": "01:00:00" }""");

        await gateway.OrderAsync("k1");
        var moved = await MoveAsync(isKnown ? TimeSpan.FromMinutes(1) : TimeSpan.FromMilliseconds(-milliseconds));
        var again = await gateway.OrderAsync("k1");

        Assert.Equal((1, isKnown, isKnown ? 1 : 2), (moved, again.IsReplayed, gateway.Calls));
    }

    // The section Store has registered it.
    protected override void AddJournal(IServiceCollection services)
    {
    }

    private async Task<int> MoveAsync(TimeSpan fromNow)
    {
        await using var source = NpgsqlDataSource.Create(_connection);
        await using var command = source.CreateCommand("update operation set expires_at = (extract(epoch from clock_timestamp()) * 1000000)::bigint + @by where key_scope is not null");
        command.Parameters.AddWithValue("by", (long)fromNow.TotalMicroseconds);
        return await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}

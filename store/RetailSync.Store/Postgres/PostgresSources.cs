using Npgsql;

namespace RetailSync.Store.Postgres;

/// <summary>Makes connections for the store's different uses.</summary>
internal sealed class PostgresSources : IAsyncDisposable
{
    // Long enough that one gateway's pause of the garbage collector does not end its transaction, short enough that the others do not stand still behind a frozen one.
    private const string IdleInTransaction = "10s";

    public PostgresSources(PostgresStoreOptions options)
    {
        var given = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        Name = $"PostgreSQL at {given.Host}:{given.Port}, database {given.Database}";
        var seconds = (int)Math.Ceiling(options.Timeout.TotalSeconds);

        // Held for long, so the pool has nothing to add. A commit is on disk when it is confirmed, whatever the server's own setting is.
        Held = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(options.ConnectionString)
        {
            ApplicationName = given.ApplicationName ?? "retailsync-gateway",
            Pooling = false,
            Multiplexing = false,
            Enlist = false,
            KeepAlive = 5,
            Timeout = seconds,
            CommandTimeout = seconds,
            CancellationTimeout = 2_000,
            MaxAutoPrepare = 256,
            AutoPrepareMinUsages = 2,
            TargetSessionAttributes = given.Host?.Contains(',', StringComparison.Ordinal) == true ? "primary" : given.TargetSessionAttributes,
            Options = $"{given.Options} -c synchronous_commit=on -c idle_in_transaction_session_timeout={IdleInTransaction}".TrimStart(),
        });
        Readers = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(options.ConnectionString)
        {
            ApplicationName = given.ApplicationName ?? "retailsync-gateway",
            Pooling = true,
            Multiplexing = false,
            Enlist = false,
            MaxPoolSize = options.Readers,
            MinPoolSize = 0,
            Timeout = seconds,
            CommandTimeout = 3 * seconds,
            TargetSessionAttributes = given.Host?.Contains(',', StringComparison.Ordinal) == true ? "primary" : given.TargetSessionAttributes,
            Options = $"{given.Options} -c default_transaction_read_only=on".TrimStart(),
        });
    }

    /// <summary>Which database it is, for messages: no user, no password.</summary>
    public string Name { get; }

    /// <summary>For the writer, the heartbeat and the migrations.</summary>
    public NpgsqlDataSource Held { get; }

    /// <summary>For reading only.</summary>
    public NpgsqlDataSource Readers { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Held.DisposeAsync();
        await Readers.DisposeAsync();
    }
}

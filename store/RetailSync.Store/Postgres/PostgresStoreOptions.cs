using RetailSync.Store.Migrations;
using RetailSync.Store.Writing;

namespace RetailSync.Store.Postgres;

/// <summary>How a store on PostgreSQL is opened. Immutable. Holds the password and therefore is no record, which would turn itself into text.</summary>
internal sealed class PostgresStoreOptions(string connectionString)
{
    /// <summary>The connection string, with the password.</summary>
    public string ConnectionString { get; } = connectionString;

    /// <summary>Read connections at most; further readers wait.</summary>
    public int Readers { get; init; } = 8;

    /// <summary>How long a silent process counts as alive.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a commit may take before the connection counts as broken.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Bounds of the queue and of a commit.</summary>
    public WriteLimits Limits { get; init; } = new();

    /// <summary>The tables.</summary>
    public MigrationSet Migrations { get; init; } = MigrationSet.Embedded;
}

using System.Globalization;
using Npgsql;

namespace RetailSync.Store.Migrations;

/// <summary>Brings PostgreSQL's tables to this program's version, each step in a transaction. Of several gateways that start at once, one does it and the others wait.</summary>
internal static class PostgresMigrator
{
    // The number of our advisory locks' first half; the second is 0 for migrations, 1 for commits, and then the epochs.
    public const int LockClass = 0x52_53_59;

    /// <summary>Added to an epoch to make its lock's number, so that none meets the fixed ones.</summary>
    public const int FirstEpochLock = 16;

    private const string Bookkeeping = """
        create table if not exists store_migration (number bigint primary key, name text not null, hash text not null, applied_at bigint not null);
        create sequence if not exists store_epoch;
        create table if not exists store_node (epoch bigint primary key, node text not null, started_at timestamptz not null, seen_at timestamptz not null, fenced_at timestamptz);
        """;

    // One commit at a time among all gateways: they would meet at the log's head anyway, and one after another they cannot deadlock. The row's lock is what a fence waits for.
    private static readonly string Fence = string.Create(
        CultureInfo.InvariantCulture,
        $"""
        create or replace function store_fence(own bigint) returns void language plpgsql as $fence$
        begin
          perform pg_advisory_xact_lock({LockClass}, 1);
          perform 1 from store_node where epoch = own and fenced_at is null for key share;
          if not found then
            raise exception 'epoch % was declared dead', own using errcode = 'RS001';
          end if;
        end
        $fence$
        """);

    /// <summary>Carries out what is still to do.</summary>
    /// <exception cref="StoreOpenException">The database is newer, has another history, or a step failed.</exception>
    public static async Task MigrateAsync(NpgsqlConnection connection, MigrationSet migrations, string name, CancellationToken cancellationToken)
    {
        await ExecuteAsync(connection, $"select pg_advisory_lock({LockClass}, 0)", cancellationToken);
        try
        {
            await ExecuteAsync(connection, Bookkeeping, cancellationToken);
            foreach (var migration in migrations.Pending(await AppliedAsync(connection, cancellationToken), name))
            {
                await ApplyAsync(connection, migration, name, cancellationToken);
            }

            await ExecuteAsync(connection, Fence, cancellationToken);
        }
        finally
        {
            await ExecuteAsync(connection, $"select pg_advisory_unlock({LockClass}, 0)", CancellationToken.None);
        }
    }

    private static async Task<List<AppliedMigration>> AppliedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select number, name, hash from store_migration order by number", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var applied = new List<AppliedMigration>();
        while (await reader.ReadAsync(cancellationToken))
        {
            applied.Add(new AppliedMigration((int)reader.GetInt64(0), reader.GetString(1), reader.GetString(2)));
        }

        return applied;
    }

    private static async Task ApplyAsync(NpgsqlConnection connection, Migration migration, string name, CancellationToken cancellationToken)
    {
        try
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await ExecuteAsync(connection, migration.For(StoreKind.Postgres), cancellationToken);
            await using var command = new NpgsqlCommand("insert into store_migration (number, name, hash, applied_at) values ($1, $2, $3, (extract(epoch from clock_timestamp()) * 1000000)::bigint)", connection)
            {
                Parameters = { new() { Value = (long)migration.Number }, new() { Value = migration.Name }, new() { Value = migration.Hash } },
            };
            await command.ExecuteNonQueryAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (PostgresException failed)
        {
            throw new StoreOpenException($"{name}: migration {migration.Number} ({migration.Name}) failed and was undone: {failed.MessageText} (code {failed.SqlState})", failed);
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        // Another gateway's migration may take its time.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 300 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

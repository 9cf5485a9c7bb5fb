using System.Globalization;
using Microsoft.Data.Sqlite;
using RetailSync.Store.Sqlite;

namespace RetailSync.Store.Migrations;

/// <summary>Brings a SQLite file's tables to this program's version, each step in a transaction, and takes the next epoch.</summary>
internal static class SqliteMigrator
{
    private const string Bookkeeping = """
        create table if not exists store_migration (number bigint primary key, name text not null, hash text not null, applied_at bigint not null);
        create table if not exists store_meta (name text primary key, value) without rowid;
        """;

    /// <summary>Carries out what is still to do.</summary>
    /// <returns>How many migrations there were.</returns>
    /// <exception cref="StoreOpenException">The file belongs to something else, is newer, has another history, or a step failed.</exception>
    public static int Migrate(SqliteConnection connection, MigrationSet migrations, string path, TimeProvider clock)
    {
        var applied = Applied(connection, path);
        var pending = migrations.Pending(applied, path);
        if (applied.Count == 0)
        {
            using var first = connection.BeginTransaction();
            SqliteFile.Execute(connection, Bookkeeping, first);
            first.Commit();
        }

        foreach (var migration in pending)
        {
            Apply(connection, migration, path, clock);
        }

        return pending.Count;
    }

    /// <summary>What the file has behind it; nothing for a new file.</summary>
    /// <exception cref="StoreOpenException">It is another program's database.</exception>
    public static IReadOnlyList<AppliedMigration> Applied(SqliteConnection connection, string path)
    {
        var tables = SqliteFile.Column(connection, "select name from sqlite_master where type = 'table'");
        if (!tables.Contains("store_migration"))
        {
            return tables.Count == 0 ? [] : throw new StoreOpenException($"{path} is a database, but no store of this program. Name another file in Store:Path.");
        }

        using var command = connection.CreateCommand();
        command.CommandText = "select number, name, hash from store_migration order by number";
        using var reader = command.ExecuteReader();
        var applied = new List<AppliedMigration>();
        while (reader.Read())
        {
            applied.Add(new AppliedMigration(reader.GetInt32(0), reader.GetString(1), reader.GetString(2)));
        }

        return applied;
    }

    /// <summary>Takes the next owner epoch; it is on disk when this returns.</summary>
    public static long NextEpoch(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "insert into store_meta (name, value) values ('epoch', 1) on conflict (name) do update set value = value + 1 returning value";
        var epoch = Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        transaction.Commit();
        return epoch;
    }

    private static void Apply(SqliteConnection connection, Migration migration, string path, TimeProvider clock)
    {
        try
        {
            using var transaction = connection.BeginTransaction();
            SqliteFile.Execute(connection, migration.For(StoreKind.Sqlite), transaction);
            using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = "insert into store_migration (number, name, hash, applied_at) values (@number, @name, @hash, @at)";
            command.Parameters.AddWithValue("@number", migration.Number);
            command.Parameters.AddWithValue("@name", migration.Name);
            command.Parameters.AddWithValue("@hash", migration.Hash);
            command.Parameters.AddWithValue("@at", clock.GetUtcNow().ToUnixTimeMilliseconds() * 1_000);
            command.ExecuteNonQuery();
            transaction.Commit();
        }
        catch (SqliteException failed)
        {
            throw new StoreOpenException($"{path}: migration {migration.Number} ({migration.Name}) failed and was undone: {failed.Message}", failed);
        }
    }
}

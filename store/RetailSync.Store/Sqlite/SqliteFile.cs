using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace RetailSync.Store.Sqlite;

/// <summary>Opens connections to a store's file and asks simple things of them.</summary>
internal static class SqliteFile
{
    // Nobody else writes; a person with another tool may hold the file for a moment.
    private const int BusyMilliseconds = 5_000;

    /// <summary>Opens the writer's connection.</summary>
    public static SqliteConnection OpenForWriting(SqliteStoreOptions options)
    {
        var connection = Open(options.Path, SqliteOpenMode.ReadWriteCreate);
        Execute(connection, "pragma journal_mode = wal");
        Execute(connection, $"pragma synchronous = {options.Synchronous}; pragma wal_autocheckpoint = 0; pragma cell_size_check = on; pragma temp_store = memory; pragma cache_size = -32768");

        // Where fsync does not reach the platters by itself (macOS), it does with these.
        Execute(connection, "pragma fullfsync = on; pragma checkpoint_fullfsync = on");
        return connection;
    }

    /// <summary>Opens a connection that cannot change anything.</summary>
    public static SqliteConnection OpenForReading(string path)
    {
        var connection = Open(path, SqliteOpenMode.ReadOnly);
        Execute(connection, "pragma query_only = on; pragma temp_store = memory");
        return connection;
    }

    /// <summary>Opens a connection. The file is made, readable for its owner alone, if the mode says so.</summary>
    public static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        if (mode == SqliteOpenMode.ReadWriteCreate && !File.Exists(path))
        {
            CreatePrivate(path);
        }

        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        try
        {
            connection.Open();
            raw.sqlite3_extended_result_codes(connection.Handle, 1);
            raw.sqlite3_busy_timeout(connection.Handle, BusyMilliseconds);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Carries out statements without parameters.</summary>
    public static void Execute(SqliteConnection connection, string sql, SqliteTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        command.ExecuteNonQuery();
    }

    /// <summary>The first column of every row.</summary>
    public static List<string> Column(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var values = new List<string>();
        while (reader.Read())
        {
            values.Add(reader.GetString(0));
        }

        return values;
    }

    /// <summary>What is wrong with the file's structure, one finding a line; empty when nothing is.</summary>
    /// <param name="connection">Any connection to it.</param>
    /// <param name="thorough">Whether the indexes are compared with their tables too, which takes several times as long.</param>
    /// <param name="most">Findings at most.</param>
    public static IReadOnlyList<string> Findings(SqliteConnection connection, bool thorough, int most)
    {
        try
        {
            return Column(connection, $"pragma {(thorough ? "integrity_check" : "quick_check")}({most})") is var lines && lines is ["ok"] ? [] : lines;
        }
        catch (SqliteException broken) when (broken.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB)
        {
            return [broken.Message];
        }
    }

    private static void CreatePrivate(string path)
    {
        var creation = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            creation.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        File.Open(path, creation).Dispose();
    }
}

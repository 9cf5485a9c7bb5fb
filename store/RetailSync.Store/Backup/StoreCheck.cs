using System.Globalization;
using Microsoft.Data.Sqlite;
using RetailSync.Store.Migrations;
using RetailSync.Store.Sqlite;

namespace RetailSync.Store.Backup;

/// <summary>Looks whether a SQLite store, or a backup of one, is sound. Changes nothing that counts; what a crash has left in the write-ahead log is read as it is.</summary>
public static class StoreCheck
{
    private const int MostFindings = 100;

    /// <summary>
    /// Checks a file that nobody uses: its pages, every index against its table, its tables' history, the log's sequence without gaps; beside a manifest, every byte.
    /// </summary>
    /// <exception cref="StoreOpenException">It is not there, or another process has it.</exception>
    public static async Task<StoreCheckReport> RunAsync(string file, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
        {
            throw new StoreOpenException($"{file} is not there.");
        }

        using var ownership = SqliteOwnership.Take(file);
        var findings = new List<string>();
        if (File.Exists(BackupManifest.PathOf(file)))
        {
            await CompareAsync(file, findings, cancellationToken);
        }

        return await Task.Run(() => Look(file, findings), cancellationToken);
    }

    /// <summary>Compares a backup with its manifest, byte by byte.</summary>
    internal static async Task<BackupManifest?> CompareAsync(string backup, List<string> findings, CancellationToken cancellationToken)
    {
        BackupManifest manifest;
        try
        {
            manifest = BackupManifest.Read(backup);
        }
        catch (StoreBackupException unreadable)
        {
            findings.Add(unreadable.Message);
            return null;
        }

        var (bytes, hash) = await FileHash.OfAsync(backup, cancellationToken);
        if (bytes != manifest.Bytes)
        {
            findings.Add($"it has {bytes} bytes, and its manifest says {manifest.Bytes}");
        }
        else if (!hash.Equals(manifest.Sha256, StringComparison.OrdinalIgnoreCase))
        {
            findings.Add("its bytes are not those that its manifest has the hash of: it was changed, or the disk has changed it");
        }

        return manifest;
    }

    /// <summary>Looks at the content.</summary>
    internal static StoreCheckReport Look(string file, List<string> findings)
    {
        var (version, operations, events, last) = (0, 0L, 0L, 0L);
        try
        {
            findings.AddRange(WalInspection.Findings(file));
            using var connection = SqliteFile.Open(file, SqliteOpenMode.ReadOnly);
            findings.AddRange(SqliteFile.Findings(connection, thorough: true, MostFindings));
            var applied = SqliteMigrator.Applied(connection, file);
            version = applied.Count == 0 ? 0 : applied.Max(done => done.Number);
            if (version == 0)
            {
                findings.Add("it has no tables: it is no store");
            }
            else
            {
                MigrationSet.Embedded.Pending(applied, file);
                operations = Number(connection, "select count(*) from operation");
                events = Number(connection, "select count(*) from event");
                last = Number(connection, "select coalesce(max(seq), 0) from event");
                Sequence(connection, events, last, findings);
            }
        }
        catch (Exception broken) when (broken is SqliteException or StoreOpenException)
        {
            findings.Add(broken.Message);
        }

        return new StoreCheckReport(file, new FileInfo(file).Length, version, operations, events, last, findings);
    }

    private static void Sequence(SqliteConnection connection, long events, long last, List<string> findings)
    {
        var first = Number(connection, "select coalesce(min(seq), 1) from event");
        if (events != last - first + 1)
        {
            findings.Add($"the log has {events} events where its sequences from {first} to {last} are {last - first + 1}");
        }

        if (Number(connection, "select last_seq from event_head where id = 1") is var head && head < last)
        {
            findings.Add($"the log's head is {head}, and its newest event is {last}");
        }
    }

    private static long Number(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}

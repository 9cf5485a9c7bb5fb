using System.Globalization;
using Microsoft.Data.Sqlite;
using RetailSync.Store.Migrations;
using RetailSync.Store.Sqlite;
using SQLitePCL;

namespace RetailSync.Store.Backup;

/// <summary>Copies a SQLite store while it is in use, from this process or another one, and proves that the copy is sound.</summary>
public static class StoreBackup
{
    // Between two portions the call can be given up, and the disk serves others.
    private const int PagesAtOnce = 2_000;
    private const int MostFindings = 10;

    /// <summary>
    /// Makes a backup: one moment of the store, in one file, with a manifest beside it. Everything that was acknowledged before the call is in it. The store goes on meanwhile; its
    /// write-ahead log grows for as long as the copying takes.
    /// </summary>
    /// <param name="source">The store's file.</param>
    /// <param name="target">The file to make; its folder is made too.</param>
    /// <param name="clock">Tells the time.</param>
    /// <param name="cancellationToken">Gives up; nothing is left behind then.</param>
    /// <exception cref="StoreBackupException">The target is there already, the source is no store or is damaged, or a file cannot be read or written.</exception>
    public static async Task<BackupManifest> RunAsync(string source, string target, TimeProvider clock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clock);
        if (!File.Exists(source))
        {
            throw new StoreBackupException($"{source} is not there: there is nothing to back up.");
        }

        if (File.Exists(target) || File.Exists(BackupManifest.PathOf(target)))
        {
            throw new StoreBackupException($"{target} is there already, or its manifest is. Backups are never overwritten: name another file.");
        }

        var partial = target + ".partial";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(target))!);
            File.Delete(partial);
            return await Task.Run(() => Run(source, partial, target, clock, cancellationToken), cancellationToken);
        }
        catch (Exception failed) when (failed is SqliteException or SqliteFault or IOException or UnauthorizedAccessException)
        {
            throw new StoreBackupException($"{source} could not be backed up to {target}: {failed.Message}", failed);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private static async Task<BackupManifest> Run(string source, string partial, string target, TimeProvider clock, CancellationToken cancellationToken)
    {
        var takenAt = clock.GetUtcNow();
        int version;
        long epoch;
        using (var from = SqliteFile.Open(source, SqliteOpenMode.ReadOnly))
        using (var to = SqliteFile.Open(partial, SqliteOpenMode.ReadWriteCreate))
        {
            // One moment for all portions, whatever is written meanwhile.
            SqliteFile.Execute(from, "pragma query_only = on; begin");
            version = VersionOf(from, source);
            epoch = long.Parse(SqliteFile.Column(from, "select cast(value as text) from store_meta where name = 'epoch'") is [var value] ? value : "0", CultureInfo.InvariantCulture);
            Copy(from, to, cancellationToken);

            // A copy is one file: what a write-ahead log beside it would hold could get lost.
            SqliteFile.Execute(to, "pragma journal_mode = delete");
            if (SqliteFile.Findings(to, thorough: true, MostFindings) is { Count: > 0 } findings)
            {
                throw new StoreBackupException($"{source} is damaged: {string.Join("; ", findings)}. No backup was made. Keep the last one that is sound, and look with 'retailsync store check'.");
            }
        }

        var (bytes, hash) = await FileHash.OfAsync(partial, cancellationToken);
        var manifest = new BackupManifest(1, bytes, hash, version, epoch, takenAt);
        manifest.Write(target);
        File.Move(partial, target);
        return manifest;
    }

    private static int VersionOf(SqliteConnection from, string source)
    {
        try
        {
            return SqliteMigrator.Applied(from, source) is { Count: > 0 } applied ? applied.Max(done => done.Number) : throw new StoreBackupException($"{source} has no tables: it is no store.");
        }
        catch (StoreOpenException foreign)
        {
            throw new StoreBackupException(foreign.Message, foreign);
        }
    }

    private static void Copy(SqliteConnection from, SqliteConnection to, CancellationToken cancellationToken)
    {
        using var backup = raw.sqlite3_backup_init(to.Handle, "main", from.Handle, "main") ?? throw SqliteFault.Of(to.Handle!);
        int code;
        while ((code = raw.sqlite3_backup_step(backup, PagesAtOnce)) == raw.SQLITE_OK)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        if (code != raw.SQLITE_DONE)
        {
            throw new SqliteFault(code, raw.sqlite3_errstr(code).utf8_to_string());
        }
    }
}

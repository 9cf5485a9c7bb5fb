using System.Globalization;
using RetailSync.Store.Migrations;
using RetailSync.Store.Sqlite;

namespace RetailSync.Store.Backup;

/// <summary>Brings a backup back.</summary>
public static class StoreRestore
{
    /// <summary>Checks a backup thoroughly and then puts a copy of it in the store's place. The gateway must not be running. What was there is moved aside, never deleted.</summary>
    /// <param name="backup">The backup; its manifest lies beside it.</param>
    /// <param name="target">The store's file.</param>
    /// <param name="force">Whether a file that is there may be moved aside.</param>
    /// <param name="clock">Tells the time, for the name of what is moved aside.</param>
    /// <param name="cancellationToken">Gives up; nothing was changed then.</param>
    /// <returns>What was brought back, and where the former file is now, if there was one.</returns>
    /// <exception cref="StoreBackupException">The backup is not sound, or is newer than this program, or something is in its place.</exception>
    /// <exception cref="StoreOpenException">Another process has the store.</exception>
    public static async Task<(BackupManifest Manifest, string? MovedTo)> RunAsync(string backup, string target, bool force, TimeProvider clock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var manifest = await CheckedAsync(backup, cancellationToken);
        using var ownership = SqliteOwnership.Take(target);
        if (File.Exists(target) && !force)
        {
            throw new StoreBackupException($"{target} is there already. With --force it is moved aside and the backup takes its place.");
        }

        var copy = target + ".restoring";
        try
        {
            await CopyAsync(backup, copy, cancellationToken);
            if (await FileHash.OfAsync(copy, cancellationToken) is var written && written != (manifest.Bytes, manifest.Sha256))
            {
                throw new StoreBackupException($"{copy} is not what was copied there. Look at the disk. {target} was not changed.");
            }

            var moved = MoveAside(target, clock);
            File.Move(copy, target);
            return (manifest, moved);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new StoreBackupException($"{backup} could not be brought back to {target}: {failed.Message}", failed);
        }
        finally
        {
            File.Delete(copy);
        }
    }

    private static async Task<BackupManifest> CheckedAsync(string backup, CancellationToken cancellationToken)
    {
        if (!File.Exists(backup))
        {
            throw new StoreBackupException($"{backup} is not there.");
        }

        var findings = new List<string>();
        var manifest = await StoreCheck.CompareAsync(backup, findings, cancellationToken);
        if (manifest is { SchemaVersion: var version } && version > MigrationSet.Embedded.Version)
        {
            throw new StoreBackupException($"{backup} has tables of version {version}; this program knows version {MigrationSet.Embedded.Version}. Use the newer program.");
        }

        // A changed file is not even opened.
        if (findings.Count == 0)
        {
            StoreCheck.Look(backup, findings);
        }

        return findings.Count == 0 ? manifest! : throw new StoreBackupException($"{backup} is not sound: {string.Join("; ", findings)}. Nothing was changed. Take another backup.");
    }

    private static async Task CopyAsync(string from, string to, CancellationToken cancellationToken)
    {
        var creation = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            creation.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.Asynchronous | FileOptions.SequentialScan);
        await using var target = new FileStream(to, creation);
        await source.CopyToAsync(target, cancellationToken);
        target.Flush(flushToDisk: true);
    }

    // The log first: a log of the former file beside the new one would be taken for the new one's.
    private static string? MoveAside(string target, TimeProvider clock)
    {
        var aside = $"{target}.replaced-{clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture)}";
        foreach (var part in (string[])["-wal", "-shm", ""])
        {
            if (File.Exists(target + part))
            {
                File.Move(target + part, aside + part);
            }
        }

        return File.Exists(aside) ? aside : null;
    }
}

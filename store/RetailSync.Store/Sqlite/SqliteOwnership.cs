namespace RetailSync.Store.Sqlite;

/// <summary>The exclusive right to a store's file: a lock on a file beside it, which the operating system takes back when the process ends, however it ends.</summary>
internal sealed class SqliteOwnership : IDisposable
{
    private readonly FileStream _lock;

    private SqliteOwnership(FileStream held) => _lock = held;

    /// <summary>Takes the right, or says who is in the way.</summary>
    /// <param name="path">The store's file; it need not exist yet.</param>
    /// <exception cref="StoreOpenException">Another process has it, or the folder cannot be written.</exception>
    public static SqliteOwnership Take(string path)
    {
        // By its real name, so that a link to the file is no second file. The lock file stays where it is: whoever removes it would let two processes in.
        var file = ((File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true) : null)?.FullName ?? path) + ".lock";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            return new SqliteOwnership(new FileStream(file, Options()));
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new StoreOpenException($"{path}: the lock file {file} cannot be written. Give this user the right to write in its folder.", denied);
        }
        catch (DirectoryNotFoundException missing)
        {
            throw new StoreOpenException($"{path}: its folder cannot be made: {missing.Message}", missing);
        }
        catch (IOException taken)
        {
            throw new StoreOpenException(
                $"{path} is in use: another process holds {file}. One process owns the file. Stop the other one; several gateways share a store on PostgreSQL (Store:Provider=postgres).", taken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    // For the owner alone, as the store's own files: who can open the lock can keep the gateway out.
    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 1 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}

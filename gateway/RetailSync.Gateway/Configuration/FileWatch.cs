namespace RetailSync.Gateway.Configuration;

/// <summary>
/// Tells when one file changes. It looks at the file's own folder and at nothing below: the data folder often lies beside the configuration, and a journal that is written thousands of
/// times a second must not wake anybody here. Also notices when a mounted Kubernetes ConfigMap is replaced, which changes the link <c>..data</c> and not the file. Thread-safe.
/// </summary>
internal sealed class FileWatch : IDisposable
{
    private readonly FileSystemWatcher _watcher;

    /// <param name="file">The file's full path; its folder must be there, the file need not.</param>
    /// <param name="changed">Called on any thread after a change, perhaps several times for one.</param>
    public FileWatch(string file, Action changed)
    {
        _watcher = new FileSystemWatcher(Path.GetDirectoryName(file)!)
        {
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite | NotifyFilters.CreationTime | NotifyFilters.Size,
        };
        _watcher.Filters.Add(Path.GetFileName(file));
        _watcher.Filters.Add("..data");
        _watcher.Created += (_, _) => changed();
        _watcher.Changed += (_, _) => changed();
        _watcher.Deleted += (_, _) => changed();
        _watcher.Renamed += (_, _) => changed();

        // What was missed is not known, so it may have been this file.
        _watcher.Error += (_, _) => changed();
        _watcher.EnableRaisingEvents = true;
    }

    /// <inheritdoc/>
    public void Dispose() => _watcher.Dispose();
}

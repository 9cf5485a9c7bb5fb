using System.Text;

namespace RetailSync.Catalog;

/// <summary>The right to edit a landscape folder: a file that only one process can create, which then takes the place of the edited one.</summary>
/// <remarks>As git does with <c>index.lock</c>: the new content goes into the lock file, and renaming it both replaces the old file and ends the edit.</remarks>
internal sealed class LandscapeLock : IDisposable
{
    private readonly string _path;
    private readonly FileStream _stream;
    private bool _isDone;

    private LandscapeLock(string path, FileStream stream)
    {
        _path = path;
        _stream = stream;
    }

    /// <summary>The lock file of a folder.</summary>
    public static string PathIn(string folder) => Path.Combine(folder, "landscape.lock");

    /// <summary>Takes the lock; null when somebody else has it.</summary>
    public static LandscapeLock? TryTake(string folder)
    {
        var path = PathIn(folder);
        try
        {
            return new LandscapeLock(path, new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read));
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    /// <summary>Replaces <paramref name="target"/> by <paramref name="text"/> in one step: a reader sees the old file or the new one, never a half.</summary>
    public void Replace(string target, string text)
    {
        // A link is followed, so that the file it points to is replaced and the link stays.
        var real = File.Exists(target) ? File.ResolveLinkTarget(target, returnFinalTarget: true)?.FullName ?? target : target;
        _stream.Write(new UTF8Encoding(HasByteOrderMark(real)).GetPreamble());
        _stream.Write(Encoding.UTF8.GetBytes(text));
        _stream.Flush(flushToDisk: true);
        _stream.Dispose();
        if (!OperatingSystem.IsWindows() && File.Exists(real))
        {
            File.SetUnixFileMode(_path, File.GetUnixFileMode(real));
        }

        File.Move(_path, real, overwrite: true);
        _isDone = true;
    }

    public void Dispose()
    {
        _stream.Dispose();
        if (!_isDone)
        {
            File.Delete(_path);
        }
    }

    private static bool HasByteOrderMark(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        using var stream = File.OpenRead(path);
        Span<byte> start = stackalloc byte[3];
        return stream.ReadAtLeast(start, 3, throwOnEndOfStream: false) == 3 && start.SequenceEqual(Encoding.UTF8.Preamble);
    }
}

using System.Security.Cryptography;

namespace RetailSync.Events.Sealing;

/// <summary>
/// The keys that bodies at rest are sealed with, newest first: those of the settings, or those in <c>journal.key</c> in the data folder, one a line in Base64. Where there is
/// neither, a key is made once, when it is first needed; a file that is there is never written to. Safe to use from many threads.
/// </summary>
internal sealed class SealKeys
{
    /// <summary>The file's name in the data folder.</summary>
    public const string FileName = "journal.key";

    private readonly Lazy<IReadOnlyList<SealKey>> _all;
    private bool _wasMade;

    /// <summary>Takes the keys as they are.</summary>
    public SealKeys(IReadOnlyList<byte[]> keys) =>
        _all = new Lazy<IReadOnlyList<SealKey>>([.. keys.Select(key => new SealKey(key))]);

    /// <summary>Reads the file when a key is first needed, and makes it when it is not there.</summary>
    /// <param name="file">The file's path.</param>
    public SealKeys(string file)
    {
        File = file;
        _all = new Lazy<IReadOnlyList<SealKey>>(() => [.. ReadOrMake(file).Select(key => new SealKey(key))]);
    }

    /// <summary>The file that they come from; null when the settings name them.</summary>
    public string? File { get; }

    /// <summary>Every key, newest first; at least one.</summary>
    /// <exception cref="InvalidDataException">The file cannot be used; the message says why.</exception>
    public IReadOnlyList<SealKey> All => _all.Value;

    /// <summary>Reads a key from text: 32 bytes in Base64. Null when it is not one.</summary>
    public static byte[]? Parse(string text)
    {
        var bytes = new byte[SealKey.Length + 1];
        return Convert.TryFromBase64String(text.Trim(), bytes, out var length) && length == SealKey.Length ? bytes[..SealKey.Length] : null;
    }

    /// <summary>Takes a key that was just made away again, so that the right file can be brought back. Nothing happens to a file that was there before.</summary>
    public void Unmake()
    {
        if (_wasMade && File is not null)
        {
            System.IO.File.Delete(File);
        }
    }

    private List<byte[]> ReadOrMake(string file)
    {
        if (!System.IO.File.Exists(file))
        {
            Make(file);
            _wasMade = true;
        }

        var keys = new List<byte[]>();
        foreach (var line in System.IO.File.ReadAllLines(file).Where(line => line.Trim().Length > 0))
        {
            keys.Add(Parse(line) ?? throw new InvalidDataException($"{file}: line {keys.Count + 1} is no key. A line holds {SealKey.Length} bytes in Base64; the newest key is the first."));
        }

        return keys.Count > 0 ? keys : throw new InvalidDataException($"{file} holds no key. Bring back the file that belongs to the store; only an empty store may begin with a new one.");
    }

    // A second process that starts at the same moment keeps what the first one made.
    private static void Make(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var half = $"{file}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(half, options))
        {
            stream.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(SealKey.Length)) + "\n"));
            stream.Flush(flushToDisk: true);
        }

        try
        {
            System.IO.File.Move(half, file, overwrite: false);
        }
        catch (IOException) when (System.IO.File.Exists(file))
        {
            System.IO.File.Delete(half);
        }
    }
}

using System.Buffers.Text;
using System.Security.Cryptography;

namespace RetailSync.Sandbox;

/// <summary>The systems' secrets, one file each, made on first use and readable by their owner alone.</summary>
internal sealed class SecretFiles(string folder)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The secret of a system: 32 random bytes in base64url, the same at every start.</summary>
    public string Of(string system) =>
        ReadOrMake(Path.Combine(folder, system + ".key"), () => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))).Trim();

    /// <summary>Reads a secret file; makes it when it is not there.</summary>
    public static string ReadOrMake(string path, Func<string> make)
    {
        if (!File.Exists(path))
        {
            var parent = Directory.CreateDirectory(Path.GetDirectoryName(path)!).FullName;
            var draft = Path.Combine(parent, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}");
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = OwnerOnly;
            }

            using (var writer = new StreamWriter(draft, options))
            {
                writer.Write(make());
            }

            Publish(draft, path);
        }

        return File.ReadAllText(path);
    }

    private static void Publish(string draft, string path)
    {
        try
        {
            // Moved into place whole: another program that starts at the same moment never reads half a secret.
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // The other program was first; its secret counts.
            File.Delete(draft);
        }
    }
}

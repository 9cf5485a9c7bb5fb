using System.Text.Json;

namespace RetailSync.Store.Backup;

/// <summary>What a backup is, in a file beside it: <c>&lt;backup&gt;.json</c>. Immutable.</summary>
/// <param name="Format">The manifest's own version: 1.</param>
/// <param name="Bytes">The backup's length.</param>
/// <param name="Sha256">The hash of the backup's bytes, in lower-case hexadecimal digits.</param>
/// <param name="SchemaVersion">The number of migrations that its tables have behind them.</param>
/// <param name="Epoch">The owner epoch that was running when it was taken.</param>
/// <param name="TakenAt">When it was begun: what was acknowledged before that is in it.</param>
public sealed record BackupManifest(int Format, long Bytes, string Sha256, int SchemaVersion, long Epoch, DateTimeOffset TakenAt)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Where the manifest of a backup lies.</summary>
    public static string PathOf(string backup) => backup + ".json";

    /// <summary>Reads the manifest of a backup.</summary>
    /// <exception cref="StoreBackupException">It is missing, or is none.</exception>
    public static BackupManifest Read(string backup)
    {
        var path = PathOf(backup);
        try
        {
            return JsonSerializer.Deserialize<BackupManifest>(File.ReadAllBytes(path), Json) is { Format: 1, Sha256.Length: 64 } manifest
                ? manifest
                : throw new StoreBackupException($"{path} is no manifest of a backup that this program knows. Take the file that was written with the backup.");
        }
        catch (JsonException broken)
        {
            throw new StoreBackupException($"{path} cannot be read: {broken.Message} Take the file that was written with the backup.", broken);
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            throw new StoreBackupException($"{path} cannot be read: {missing.Message} A backup is two files; bring both.", missing);
        }
    }

    /// <summary>Writes it beside a backup.</summary>
    internal void Write(string backup) => File.WriteAllBytes(PathOf(backup), JsonSerializer.SerializeToUtf8Bytes(this, Json));
}

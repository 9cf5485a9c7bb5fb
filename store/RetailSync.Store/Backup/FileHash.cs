using System.Security.Cryptography;

namespace RetailSync.Store.Backup;

/// <summary>What a file's bytes come to.</summary>
internal static class FileHash
{
    /// <summary>Its length, and its SHA-256 in lower-case hexadecimal digits.</summary>
    public static async Task<(long Bytes, string Sha256)> OfAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.Asynchronous | FileOptions.SequentialScan);
        return (file.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken)));
    }
}

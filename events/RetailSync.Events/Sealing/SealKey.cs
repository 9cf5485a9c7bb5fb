using System.Security.Cryptography;

namespace RetailSync.Events.Sealing;

/// <summary>A key and the mark by which what it sealed is told apart. Immutable.</summary>
/// <param name="bytes">The key. 32 bytes.</param>
internal sealed class SealKey(byte[] bytes)
{
    /// <summary>How long a key is, in bytes.</summary>
    public const int Length = 32;

    /// <summary>The key.</summary>
    public byte[] Bytes { get; } = bytes.Length == Length ? bytes : throw new ArgumentException($"A key has {Length} bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>A byte of the key's hash. Two keys may share it.</summary>
    public byte Id { get; } = SHA256.HashData(bytes)[0];
}

using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace RetailSync.Policies.Replays;

/// <summary>SHA-256 over parts, each after its length: no two lists of parts hash alike by moving the borders between them. For one thread, once.</summary>
internal sealed class PartHash : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Adds a text.</summary>
    public PartHash Add(string? part) => Add(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(part ?? "")));

    /// <summary>Adds bytes.</summary>
    public PartHash Add(ReadOnlySequence<byte> part)
    {
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(length, part.Length);
        _hash.AppendData(length);
        foreach (var piece in part)
        {
            _hash.AppendData(piece.Span);
        }

        return this;
    }

    /// <summary>The hash, 32 bytes.</summary>
    public byte[] End() => _hash.GetHashAndReset();

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();
}

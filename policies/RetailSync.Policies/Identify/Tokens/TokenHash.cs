using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace RetailSync.Policies.Identify;

/// <summary>The SHA-256 of a token: what stands in for it wherever it is remembered.</summary>
internal readonly record struct TokenHash(ulong A, ulong B, ulong C, ulong D)
{
    private const int OnStack = 2_048;

    /// <summary>Hashes a token; false when it holds anything but ASCII. Allocates nothing.</summary>
    public static bool TryCompute(ReadOnlySpan<char> token, out TokenHash hash)
    {
        byte[]? rented = null;
        var bytes = token.Length <= OnStack ? stackalloc byte[OnStack] : rented = ArrayPool<byte>.Shared.Rent(token.Length);
        var isAscii = Ascii.FromUtf16(token, bytes, out var length) is OperationStatus.Done;
        Span<ulong> words = stackalloc ulong[4];
        if (isAscii)
        {
            SHA256.HashData(bytes[..length], MemoryMarshal.AsBytes(words));
        }

        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }

        hash = new TokenHash(words[0], words[1], words[2], words[3]);
        return isAscii;
    }

    /// <inheritdoc/>
    public override int GetHashCode() => (int)A;
}

using System.Buffers;
using System.IO.Compression;
using System.Text;
using RetailSync.Policies.Judging;

namespace RetailSync.Policies.Tests.Judging;

public sealed class ContentCodingTests
{
    private const int Max = 1_048_576;

    [Theory]
    [InlineData(null, 0, nameof(PlainBodyResult.Plain))]
    [InlineData("identity", 100_000, nameof(PlainBodyResult.Plain))]
    [InlineData("gzip", 0, nameof(PlainBodyResult.Plain))]
    [InlineData("gzip", 16_384, nameof(PlainBodyResult.Plain))]
    [InlineData("GZIP", 1_048_576, nameof(PlainBodyResult.Plain))]
    [InlineData("gzip", 1_048_577, nameof(PlainBodyResult.TooLong))]
    [InlineData("deflate", 100_000, nameof(PlainBodyResult.Plain))]
    [InlineData("br", 100_000, nameof(PlainBodyResult.Plain))]
    [InlineData("gzip, br", 10, nameof(PlainBodyResult.UnknownCoding))]
    [InlineData("zstd", 10, nameof(PlainBodyResult.UnknownCoding))]
    public void Of_Coded_IsTakenOutWithinBounds(string? coding, int length, string result)
    {
        var bytes = new byte[length];
        new Random(7).NextBytes(bytes);

        using var plain = PlainBody.Of(new ReadOnlySequence<byte>(Compress(coding, bytes)), coding, Max);

        Assert.Equal(result, plain.Result.ToString());
        Assert.True(result != nameof(PlainBodyResult.Plain) || plain.Bytes.Span.SequenceEqual(bytes));
    }

    [Fact]
    public void Of_Bomb_IsNotUnfoldedBeyondTheRatio()
    {
        var bomb = Compress("gzip", new byte[900_000]);

        using var plain = PlainBody.Of(new ReadOnlySequence<byte>(bomb), "gzip", Max);

        Assert.InRange(bomb.Length, 1, 900_000 / ContentCoding.MaxRatio);
        Assert.Equal(PlainBodyResult.TooLong, plain.Result);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public void Of_NoSuchCoding_IsBroken(string coding)
    {
        using var plain = PlainBody.Of(new ReadOnlySequence<byte>(Encoding.ASCII.GetBytes("{\"no\":\"coding at all\"}")), coding, Max);

        Assert.Equal(PlainBodyResult.Broken, plain.Result);
    }

    private static byte[] Compress(string? coding, byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (Stream stream = coding?.ToLowerInvariant() switch
        {
            "gzip" => new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true),
            "deflate" => new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true),
            "br" => new BrotliStream(compressed, CompressionLevel.Fastest, leaveOpen: true),
            _ => new BufferedStream(compressed),
        })
        {
            stream.Write(bytes);
            stream.Flush();
            return coding is null or "identity" or "zstd" or "gzip, br" ? compressed.ToArray() : Closed(stream, compressed);
        }
    }

    private static byte[] Closed(Stream stream, MemoryStream compressed)
    {
        stream.Dispose();
        return compressed.ToArray();
    }
}

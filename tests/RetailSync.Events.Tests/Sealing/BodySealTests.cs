using System.Security.Cryptography;
using RetailSync.Events.Sealing;

namespace RetailSync.Events.Tests.Sealing;

/// <summary>Bodies at rest.</summary>
public sealed class BodySealTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("retailsync-seal-");

    private string File => Path.Combine(_folder.FullName, "data", SealKeys.FileName);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    public void Open_WhatWasSealed_IsTheSame(int length)
    {
        var seal = new BodySeal(Key(1));
        var body = RandomNumberGenerator.GetBytes(length);

        var kept = seal.Seal(body, "here");

        Assert.Equal(body, seal.Open(kept, "here"));
        Assert.NotEqual(kept, seal.Seal(body, "here"));
    }

    [Fact]
    public void Open_AnyByteChanged_Fails()
    {
        var seal = new BodySeal(Key(1));
        var kept = seal.Seal("body"u8, "here");

        for (var i = 0; i < kept.Length; i++)
        {
            var changed = kept.ToArray();
            changed[i] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => seal.Open(changed, "here"));
        }
    }

    [Fact]
    public void Open_AnyPieceMissing_Fails()
    {
        var seal = new BodySeal(Key(1));
        var kept = seal.Seal("body"u8, "here");

        for (var length = 0; length < kept.Length; length++)
        {
            var cut = kept[..length];
            Assert.ThrowsAny<CryptographicException>(() => seal.Open(cut, "here"));
        }
    }

    [Fact]
    public void Open_AtAnotherPlace_Fails()
    {
        var seal = new BodySeal(Key(1));

        var kept = seal.Seal("body"u8, "here");

        Assert.ThrowsAny<CryptographicException>(() => seal.Open(kept, "there"));
    }

    [Fact]
    public void Open_KeyWasRotated_OldAndNewOpenUntilItIsDropped()
    {
        var old = new BodySeal(Key(1)).Seal("old"u8, "here");
        var both = new BodySeal(new SealKeys([Key(2), Key(1)]));
        var fresh = new BodySeal(Key(2));

        var made = both.Seal("new"u8, "here");

        Assert.Equal("old"u8.ToArray(), both.Open(old, "here"));
        Assert.Equal("new"u8.ToArray(), fresh.Open(made, "here"));
        Assert.ThrowsAny<CryptographicException>(() => fresh.Open(old, "here"));
        Assert.Equal((true, true, false), (both.Knows(old), fresh.Knows(made), fresh.Knows(old)));
    }

    [Fact]
    public void Open_KeysWithOneMark_EachIsTried()
    {
        var first = Key(1);
        var twin = Enumerable.Range(2, 5_000).Select(Key).First(key => new SealKey(key).Id == new SealKey(first).Id);
        var kept = new BodySeal(twin).Seal("body"u8, "here");

        var body = new BodySeal(new SealKeys([first, twin])).Open(kept, "here");

        Assert.Equal("body"u8.ToArray(), body);
    }

    [Fact]
    public void All_ByManyAtOnce_OneKeyIsMadeAndKept()
    {
        var all = Enumerable.Range(0, 16).AsParallel().Select(_ => new SealKeys(File).All[0].Bytes).ToList();

        Assert.All(all, key => Assert.Equal(all[0], key));
        Assert.Equal([SealKeys.FileName], Directory.GetFiles(Path.GetDirectoryName(File)!).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("", "holds no key")]
    [InlineData("c2hvcnQ=", "line 1 is no key")]
    [InlineData("not base64", "line 1 is no key")]
    public void All_FileCannotBeUsed_SaysSoAndIsNotWrittenTo(string text, string expected)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.WriteAllText(File, text);

        var refused = Assert.Throws<InvalidDataException>(() => new SealKeys(File).All);

        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        Assert.Equal(text, System.IO.File.ReadAllText(File));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static byte[] Key(int seed) => SHA256.HashData(BitConverter.GetBytes(seed));
}

using System.Text;
using CsCheck;
using RetailSync.Contracts.Schemas.Formats.Idna;

namespace RetailSync.Contracts.Tests.Schemas.Formats;

public class PunycodeTests
{
    private static readonly Gen<int> CodePoints = Gen.OneOf(Gen.Int['a', 'z'], Gen.Int[0x80, 0x2FF], Gen.Int[0x4E00, 0x4FFF], Gen.Int[0x10000, 0x10FFFF]);

    [Theory]
    [InlineData("b\u00FCcher", "bcher-kva")]
    [InlineData("\u4F8B\u3048", "r8jz45g")]
    [InlineData("\u00E9\u00E9", "9caa")]
    [InlineData("\U0010FFFF", "dn32g")]
    public void TryEncode_CodePoints_WritesTheirOnlySpelling(string text, string expected)
    {
        Span<byte> encoded = stackalloc byte[59];

        var fits = Punycode.TryEncode(Runes(text), encoded, out var length);

        Assert.True(fits);
        Assert.Equal(expected, Encoding.ASCII.GetString(encoded[..length]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a-")]
    [InlineData("-kva")]
    [InlineData("bcher-kv")]
    [InlineData("a-\u007F")]
    [InlineData("a-!")]
    [InlineData("9999999999")]
    [InlineData("en32g")] // One past the last code point.
    [InlineData("ib9b")] // A surrogate.
    public void TryDecode_TextNoEncoderWrites_IsRefused(string encoded)
    {
        var decoded = Punycode.TryDecode(Encoding.ASCII.GetBytes(encoded), stackalloc int[63], out _);

        Assert.False(decoded);
    }

    [Fact]
    public void TryEncode_TooLittleRoom_AnswersFalse()
    {
        var fits = Punycode.TryEncode(Runes("b\u00FCcher"), stackalloc byte[8], out _);

        Assert.False(fits);
    }

    [Fact]
    public void TryDecode_WhatWasEncoded_GivesTheCodePoints()
    {
        CodePoints.Array[1, 40].Where(label => label.Any(each => each >= 0x80) && label.All(Rune.IsValid)).Sample(
            label =>
            {
                Span<byte> encoded = stackalloc byte[400];
                Span<int> decoded = stackalloc int[400];
                return Punycode.TryEncode(label, encoded, out var length)
                    && Punycode.TryDecode(encoded[..length], decoded, out var count)
                    && decoded[..count].SequenceEqual(label);
            },
            iter: 5_000);
    }

    [Fact]
    public void TryEncode_WhatWasDecoded_GivesTheSameText()
    {
        Gen.Char["abcdefghijklmnopqrstuvwxyz0123456789-"].Array[1, 12].Sample(
            text =>
            {
                var original = Encoding.ASCII.GetBytes(text);
                Span<byte> encoded = stackalloc byte[59];
                Span<int> decoded = stackalloc int[63];
                return !Punycode.TryDecode(original, decoded, out var count)
                    || (Punycode.TryEncode(decoded[..count], encoded, out var length) && encoded[..length].SequenceEqual(original));
            },
            iter: 20_000);
    }

    private static int[] Runes(string text) => text.EnumerateRunes().Select(rune => rune.Value).ToArray();
}

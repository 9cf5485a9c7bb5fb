using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using CsCheck;
using RetailSync.Contracts.Schemas.Formats;

namespace RetailSync.Contracts.Tests.Schemas.Formats;

/// <summary>What holds for every format whatever the input, and for some formats against what the runtime says.</summary>
public class FormatProperties
{
    // What the grammars are built from, so that random text gets past the first byte.
    private static readonly string[] Pieces =
    [
        "a", "Z", "0", "9", "00", "12", "-", "--", ".", ":", "::", "/", "//", "?", "#", "@", "[", "]", "{", "}", "+", "*", ",", "=", "%", "%4", "%41", "~", "~0",
        "\"", "\\", " ", "\n", "\0", "T", "Z", "P", "W", "Y", "2026-01-01", "12:00:00", "1.2.3.4", "fe80", "http:", "xn--", "xn--9ca", "IPv6:", "v1.", "\u00E9", "\u05D0", "\u0660",
        "\u06F0", "\u3002", "\u200C", "\u0301", "\u00B7", "\u4E00", "\U0001F600", "\uE000",
    ];

    private static readonly Gen<byte[]> Text = AnyOf(Pieces).List[0, 40].Select(pieces => Encoding.UTF8.GetBytes(string.Concat(pieces)));
    private static readonly Gen<byte[]> Bytes = Gen.Byte.Array[0, 80];

    // Text, some of it cut inside a character or with a stray byte, as no reader of JSON hands it on.
    private static readonly Gen<byte[]> Hostile = Gen.OneOf(Text, Bytes, Gen.Select(Text, Bytes, (text, bytes) => text.Concat(bytes).ToArray()));

    public static TheoryData<string> Formats => [.. Checks.Names];

    [Theory]
    [MemberData(nameof(Formats))]
    public void IsValid_AnyBytes_AnswersAndKeepsItsAnswer(string format)
    {
        var check = FormatTable.Find(format)!;

        Hostile.Sample(bytes => check(bytes) == check(bytes.ToArray()), iter: 5_000);
    }

    [Theory]
    [InlineData("date", "", "2026-01-01")]
    [InlineData("time", "12:00:00.", "0")]
    [InlineData("date-time", "2026-01-01T12:00:00.", "0")]
    [InlineData("date-time-local", "2026-01-01T12:00:00.", "0")]
    [InlineData("time-local", "12:00:00.", "0")]
    [InlineData("duration", "P", "0")]
    [InlineData("duration", "P", "1Y")]
    [InlineData("duration", "P", "1DT")]
    [InlineData("duration", "", "PT")]
    [InlineData("email", "\"", "\\\"")]
    [InlineData("email", "", "a.")]
    [InlineData("email", "a@", "a.")]
    [InlineData("email", "a@[IPv6:", "::")]
    [InlineData("idn-email", "\u00E9@", "\u00E9.")]
    [InlineData("idn-email", "\"", "\u00E9\"")]
    [InlineData("hostname", "", "a.")]
    [InlineData("hostname", "xn--", "a")]
    [InlineData("hostname", "", "xn--9ca.")]
    [InlineData("idn-hostname", "", "\u00E9")]
    [InlineData("idn-hostname", "", "\u00E9\u3002")]
    [InlineData("idn-hostname", "", "\u0628\u200C")]
    [InlineData("ipv4", "", "1.")]
    [InlineData("ipv6", "", "1:")]
    [InlineData("ipv6", "::", "0")]
    [InlineData("uri", "a:", "/")]
    [InlineData("uri", "a:", "%41")]
    [InlineData("uri", "", "a:")]
    [InlineData("uri", "http://", "a@")]
    [InlineData("uri", "http://", "[")]
    [InlineData("uri", "http://[v1.", "a")]
    [InlineData("uri-reference", "", "?#")]
    [InlineData("uri-reference", "//", ":")]
    [InlineData("iri", "a:", "\u00E9")]
    [InlineData("iri", "http://\u00E9", "%41\u00E9")]
    [InlineData("iri-reference", "", "\u00E9?")]
    [InlineData("uri-template", "", "{a}")]
    [InlineData("uri-template", "", "{")]
    [InlineData("uri-template", "{", "a,")]
    [InlineData("uri-template", "{", "a.")]
    [InlineData("uri-template", "", "%41\u00E9")]
    [InlineData("uuid", "", "0123abcd-")]
    [InlineData("json-pointer", "/", "~0")]
    [InlineData("json-pointer", "", "/")]
    [InlineData("relative-json-pointer", "1", "0")]
    [InlineData("relative-json-pointer", "1+1", "0")]
    [InlineData("byte", "", "QUJD")]
    [InlineData("byte", "", "=")]
    [InlineData("base64url", "", "QUJD")]
    public void IsValid_MegabytesOfOnePiece_TakesLinearTime(string format, string start, string piece)
    {
        var check = FormatTable.Find(format)!;
        var text = Encoding.UTF8.GetBytes(start + string.Concat(Enumerable.Repeat(piece, 2_000_000 / piece.Length)));

        var started = Stopwatch.GetTimestamp();
        check(text);
        var taken = Stopwatch.GetElapsedTime(started);

        // Milliseconds when every byte is looked at a few times; minutes when the rest is looked at again for each of them.
        Assert.InRange(taken.TotalSeconds, 0, 2);
    }

    [Fact]
    public void Date_AnyNumbers_AgreesWithTheCalendar()
    {
        Gen.Select(Gen.Int[1, 9999], Gen.Int[0, 13], Gen.Int[0, 32]).Sample(
            (year, month, day) =>
            {
                var text = string.Create(CultureInfo.InvariantCulture, $"{year:D4}-{month:D2}-{day:D2}");
                return Checks.IsValid("date", text) == DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
            },
            iter: 20_000);
    }

    [Fact]
    public void Ipv6_AnyGroups_AgreesWithTheRuntime()
    {
        AnyOf("0", "1", "ff", "abcd", "12345", ":", ":", ":", ":", "::", "1.2.3.4").Array[1, 18].Select(string.Concat).Sample(
            text => Checks.IsValid("ipv6", text) == (IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6),
            iter: 50_000);
    }

    private static Gen<string> AnyOf(params string[] choices) => Gen.Int[0, choices.Length - 1].Select(index => choices[index]);
}

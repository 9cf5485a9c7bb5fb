using System.Globalization;
using CsCheck;

namespace RetailSync.Contracts.Tests.Schemas.Retail;

/// <summary>GTIN, GLN and SSCC: lengths and check digits (GS1 General Specifications, section 7.9.1).</summary>
public sealed class Gs1FormatTests
{
    private static readonly string[] Formats = ["gtin", "gtin-8", "gtin-12", "gtin-13", "gtin-14", "gln", "sscc"];

    [Theory]
    [InlineData("96385074", "gtin gtin-8")]
    [InlineData("73513537", "gtin gtin-8")]
    [InlineData("036000291452", "gtin gtin-12")]
    [InlineData("012345678905", "gtin gtin-12")]
    [InlineData("4006381333931", "gtin gtin-13 gln")]
    [InlineData("9521234000013", "gtin gtin-13 gln")]
    [InlineData("6291041500213", "gtin gtin-13 gln")]
    [InlineData("09521234500018", "gtin gtin-14")]
    [InlineData("10614141000415", "gtin gtin-14")]
    [InlineData("00000000000000", "gtin gtin-14")]
    [InlineData("106141412345678908", "sscc")]
    [InlineData("006141411234567890", "sscc")]
    [InlineData("96385075", "")]
    [InlineData("036000291453", "")]
    [InlineData("4006381333932", "")]
    [InlineData("4006381339331", "")]
    [InlineData("10614141000416", "")]
    [InlineData("106141412345678907", "")]
    [InlineData("", "")]
    [InlineData("0", "")]
    [InlineData("400638133393", "")]
    [InlineData("40063813339310", "")]
    [InlineData(" 4006381333931", "")]
    [InlineData("4006381333931 ", "")]
    [InlineData("400638133393A", "")]
    [InlineData("400638-133393", "")]
    [InlineData("\u0664006381333931", "")]
    public void Text_OfDigits_IsWhatItsLengthAndCheckDigitSay(string text, string expected)
    {
        var fitting = Formats.Where(format => RetailChecks.IsValid(format, text));

        Assert.Equal(expected, string.Join(' ', fitting));
    }

    [Theory]
    [InlineData("gtin-8", 8)]
    [InlineData("gtin-12", 12)]
    [InlineData("gtin-13", 13)]
    [InlineData("gtin-14", 14)]
    [InlineData("gln", 13)]
    [InlineData("sscc", 18)]
    public void Key_OneDigitChanged_IsNeverValid(string format, int length)
    {
        // The method finds every single wrong digit: 1 and 3 share no factor with 10.
        Gen.Select(Gen.Int[0, 9].Array[length - 1], Gen.Int[0, length - 1], Gen.Int[1, 9]).Sample(
            (digits, at, by) =>
            {
                var right = Text([.. digits, CheckDigit(digits)]);
                var wrong = right.ToCharArray();
                wrong[at] = (char)('0' + ((wrong[at] - '0' + by) % 10));
                return RetailChecks.IsValid(format, right) && !RetailChecks.IsValid(format, new string(wrong));
            },
            iter: 2_000);
    }

    // As the specification describes it by hand: weights from the left of the number without its check digit, the last of them 3.
    private static int CheckDigit(int[] digits)
    {
        var sum = digits.Reverse().Select((digit, position) => digit * (position % 2 == 0 ? 3 : 1)).Sum();
        return (10 - (sum % 10)) % 10;
    }

    private static string Text(int[] digits) => string.Concat(digits.Select(digit => digit.ToString(CultureInfo.InvariantCulture)));
}

using RetailSync.Contracts.Schemas.Formats;

namespace RetailSync.Contracts.Schemas.Retail;

/// <summary>
/// Checks the numeric keys of GS1 by their length and their check digit (GS1 General Specifications, section 7.9.1): GTIN (section 2.1), GLN (section 2.4) and SSCC (section 2.2.1).
/// Whether the company prefix has been given out is not looked at.
/// </summary>
internal static class Gs1Format
{
    public static bool IsGtin(ReadOnlySpan<byte> utf8) => utf8.Length is 8 or 12 or 13 or 14 && HasCheckDigit(utf8);

    public static bool IsGtin8(ReadOnlySpan<byte> utf8) => utf8.Length == 8 && HasCheckDigit(utf8);

    public static bool IsGtin12(ReadOnlySpan<byte> utf8) => utf8.Length == 12 && HasCheckDigit(utf8);

    public static bool IsGtin13(ReadOnlySpan<byte> utf8) => utf8.Length == 13 && HasCheckDigit(utf8);

    public static bool IsGtin14(ReadOnlySpan<byte> utf8) => utf8.Length == 14 && HasCheckDigit(utf8);

    public static bool IsGln(ReadOnlySpan<byte> utf8) => utf8.Length == 13 && HasCheckDigit(utf8);

    public static bool IsSscc(ReadOnlySpan<byte> utf8) => utf8.Length == 18 && HasCheckDigit(utf8);

    // Weights 3 and 1 in turn, from the right; the check digit itself has weight 1 and brings the sum to a multiple of ten.
    private static bool HasCheckDigit(ReadOnlySpan<byte> utf8)
    {
        var (sum, weight) = (0, 1);
        for (var at = utf8.Length - 1; at >= 0; at--)
        {
            if (!AsciiByte.IsDigit(utf8[at]))
            {
                return false;
            }

            sum += (utf8[at] - '0') * weight;
            weight = 4 - weight;
        }

        return sum % 10 == 0;
    }
}

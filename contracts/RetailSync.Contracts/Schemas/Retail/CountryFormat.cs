using RetailSync.Contracts.Schemas.Formats;

namespace RetailSync.Contracts.Schemas.Retail;

/// <summary>
/// Checks <c>iso-3166-1</c>, the alpha-2 codes that are officially assigned, and <c>iso-3166-2</c>, such a code with a hyphen and one to three capital letters or digits
/// (ISO 3166-2, section 5.2). Which subdivisions a country has changes several times a year, so that is not looked at. Codes are written in capitals.
/// </summary>
internal static class CountryFormat
{
    private static readonly CodeTable Codes = CodeTable.Read("countries.txt");

    public static bool IsCountry(ReadOnlySpan<byte> utf8) => utf8.Length == 2 && Codes.Find(utf8) >= 0;

    public static bool IsSubdivision(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is < 4 or > 6 || utf8[2] != '-' || !IsCountry(utf8[..2]))
        {
            return false;
        }

        foreach (var character in utf8[3..])
        {
            if (!AsciiByte.IsDigit(character) && character is < (byte)'A' or > (byte)'Z')
            {
                return false;
            }
        }

        return true;
    }
}

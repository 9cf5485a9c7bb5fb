namespace RetailSync.Contracts.Schemas.Retail;

/// <summary>
/// Checks <c>uncefact-unit</c>: the common codes of UN/ECE Recommendation 20, revision 17, in capitals. Codes that are deprecated stay in use and fit; deleted ones do not.
/// Packages (Recommendation 21) are no units of measure.
/// </summary>
internal static class UnitFormat
{
    private static readonly CodeTable Codes = CodeTable.Read("units.txt");

    public static bool IsValid(ReadOnlySpan<byte> utf8) => utf8.Length is 2 or 3 && Codes.Find(utf8) >= 0;
}

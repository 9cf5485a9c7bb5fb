namespace RetailSync.Contracts.Schemas.Retail;

/// <summary>Checks <c>iso-4217</c>: the alphabetic codes of list one that are in force, in capitals. XTS (for tests) and XXX (no currency) are no money, and refused.</summary>
internal static class CurrencyFormat
{
    /// <summary>For currencies that have no minor unit, such as gold: any number of decimals.</summary>
    public const int AnyDecimals = 200;

    private static readonly CodeTable Codes = CodeTable.Read("currencies.txt", word => word == "-" ? AnyDecimals : word[0] - '0');

    public static bool IsValid(ReadOnlySpan<byte> utf8) => utf8.Length == 3 && Codes.Find(utf8) >= 0;

    /// <summary>How many decimals an amount in the currency's major unit can have; <see cref="CodeTable.Unknown"/> when it is none.</summary>
    public static int Decimals(ReadOnlySpan<byte> utf8) => utf8.Length == 3 ? Codes.Find(utf8) : CodeTable.Unknown;
}

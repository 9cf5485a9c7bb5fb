namespace RetailSync.Contracts.Schemas.Formats;

/// <summary>Classifies bytes by the core rules of RFC 5234 appendix B.1. A byte of a longer UTF-8 sequence is in no class.</summary>
internal static class AsciiByte
{
    public static bool IsDigit(byte value) => (uint)(value - '0') <= 9;

    public static bool IsLetter(byte value) => (uint)((value | 0x20) - 'a') <= 'z' - 'a';

    public static bool IsLetterOrDigit(byte value) => IsLetter(value) || IsDigit(value);

    public static bool IsHex(byte value) => IsDigit(value) || (uint)((value | 0x20) - 'a') <= 'f' - 'a';

    public static byte ToLower(byte value) => (uint)(value - 'A') <= 'Z' - 'A' ? (byte)(value | 0x20) : value;

    public static bool AreDigits(ReadOnlySpan<byte> utf8) => utf8.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;

    /// <summary>Reads two digits. Answers a negative number when there are none, so that several answers can be tested with one OR.</summary>
    public static int TwoDigits(ReadOnlySpan<byte> utf8, int offset)
    {
        var tens = utf8[offset] - '0';
        var ones = utf8[offset + 1] - '0';
        return (uint)tens <= 9 && (uint)ones <= 9 ? (tens * 10) + ones : -1;
    }

    /// <summary>Counts the digits at the start.</summary>
    public static int CountDigits(ReadOnlySpan<byte> utf8)
    {
        var end = utf8.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return end < 0 ? utf8.Length : end;
    }
}

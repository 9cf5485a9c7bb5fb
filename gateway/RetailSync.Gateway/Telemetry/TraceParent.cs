namespace RetailSync.Gateway.Telemetry;

/// <summary>Reads the <c>traceparent</c> header (W3C Trace Context, section 3.2).</summary>
internal static class TraceParent
{
    private const int Length = 55;

    /// <summary>Whether the text is a well-formed version 00 header with non-zero ids.</summary>
    public static bool IsValid(string? text) =>
        text is { Length: Length }
        && text[0] == '0' && text[1] == '0' && text[2] == '-' && text[35] == '-' && text[52] == '-'
        && IsId(text.AsSpan(3, 32)) && IsId(text.AsSpan(36, 16)) && IsHex(text.AsSpan(53, 2));

    /// <summary>Whether the sampled flag of a valid header is set.</summary>
    public static bool IsSampled(string valid) => (valid[54] & 1) == 1 ^ valid[54] is >= 'a';

    private static bool IsId(ReadOnlySpan<char> text) => IsHex(text) && text.ContainsAnyExcept('0');

    private static bool IsHex(ReadOnlySpan<char> text)
    {
        foreach (var digit in text)
        {
            if (digit is not ((>= '0' and <= '9') or (>= 'a' and <= 'f')))
            {
                return false;
            }
        }

        return true;
    }
}

namespace RetailSync.Contracts.Schemas.Formats.Idna;

/// <summary>The scripts (Script property of Unicode 17) that the rules of RFC 5892 appendix A ask for. Ranges run on over code points that no label may have anyway.</summary>
internal static class Scripts
{
    private static readonly int[] Greek = [0x371, 0x373, 0x375, 0x3E1, 0x3F3, 0x3FC, 0x1D26, 0x1D2A, 0x1F00, 0x1FF6, 0xAB65, 0xAB65];

    private static readonly int[] Hebrew = [0x591, 0x5F4, 0xFB1E, 0xFB1E];

    private static readonly int[] HiraganaKatakanaHan =
    [
        0x3005, 0x3005, 0x3007, 0x3007, 0x3041, 0x3096, 0x309D, 0x30FA, 0x30FD, 0x30FE, 0x31F0, 0x31FF, 0x3400, 0x9FFF, 0xFA0E, 0xFA29,
        0x16FE3, 0x16FE3, 0x16FF0, 0x16FF3, 0x1AFF0, 0x1B167, 0x20000, 0x2EE5D, 0x30000, 0x33479,
    ];

    public static bool IsGreek(int codePoint) => CodePointRanges.Contains(Greek, codePoint);

    public static bool IsHebrew(int codePoint) => CodePointRanges.Contains(Hebrew, codePoint);

    public static bool IsHiraganaKatakanaOrHan(int codePoint) => CodePointRanges.Contains(HiraganaKatakanaHan, codePoint);
}

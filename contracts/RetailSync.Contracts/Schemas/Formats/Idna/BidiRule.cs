using System.Globalization;

namespace RetailSync.Contracts.Schemas.Formats.Idna;

/// <summary>The Bidi rule of RFC 5893 section 2. The classes are right for the code points that a label may have, not for others.</summary>
internal static class BidiRule
{
    // Blocks whose letters are R or AL: Hebrew to Arabic Extended-A, the presentation forms, and two stretches of plane 1.
    private static readonly int[] RightToLeft =
        [0x590, 0x8FF, 0xFB1D, 0xFDFF, 0xFE70, 0xFEFF, 0x10800, 0x10FFF, 0x1E800, 0x1EFFF];

    // Signs of class ON among the letters, and the joiners, which are BN.
    private static readonly int[] Neutrals =
        [0xB7, 0xB7, 0x2B9, 0x2BA, 0x2C6, 0x2CF, 0x2EC, 0x2EC, 0x375, 0x375, 0x200C, 0x200D, 0x2E2F, 0x2E2F, 0x30FB, 0x30FB, 0xA67F, 0xA67F, 0xA717, 0xA71F, 0xA788, 0xA788];

    public static LabelBidi Judge(ReadOnlySpan<int> label)
    {
        Span<bool> has = stackalloc bool[(int)BidiClass.Neutral + 1];
        var first = BidiClass.Neutral;
        var end = BidiClass.Neutral;
        for (var index = 0; index < label.Length; index++)
        {
            var found = ClassOf(label[index]);
            has[(int)found] = true;
            first = index == 0 ? found : first;
            end = found == BidiClass.Mark ? end : found;
        }

        // Conditions 2 and 3 are for labels from right to left, 5 and 6 for the others, 1 says which is which, and 4 is about numbers.
        var hasArabicNumber = has[(int)BidiClass.ArabicNumber];
        var obeys = first switch
        {
            BidiClass.Right => !has[(int)BidiClass.Left]
                && end is BidiClass.Right or BidiClass.EuropeanNumber or BidiClass.ArabicNumber
                && !(hasArabicNumber && has[(int)BidiClass.EuropeanNumber]),
            BidiClass.Left => !has[(int)BidiClass.Right] && !hasArabicNumber && end is BidiClass.Left or BidiClass.EuropeanNumber,
            _ => false,
        };
        return new LabelBidi(has[(int)BidiClass.Right] || hasArabicNumber, obeys);
    }

    private static BidiClass ClassOf(int codePoint)
    {
        if (codePoint < 0x80)
        {
            return codePoint is >= '0' and <= '9' ? BidiClass.EuropeanNumber : codePoint == '-' ? BidiClass.Neutral : BidiClass.Left;
        }

        return codePoint switch
        {
            >= 0x6F0 and <= 0x6F9 => BidiClass.EuropeanNumber,
            (>= 0x660 and <= 0x669) or (>= 0x10D30 and <= 0x10D39) => BidiClass.ArabicNumber,
            _ when CodePointRanges.Contains(Neutrals, codePoint) => BidiClass.Neutral,
            _ when CharUnicodeInfo.GetUnicodeCategory(codePoint) == UnicodeCategory.NonSpacingMark => BidiClass.Mark,
            _ => CodePointRanges.Contains(RightToLeft, codePoint) ? BidiClass.Right : BidiClass.Left,
        };
    }
}

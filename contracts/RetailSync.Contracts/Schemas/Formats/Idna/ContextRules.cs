namespace RetailSync.Contracts.Schemas.Formats.Idna;

/// <summary>The contextual rules of RFC 5892 appendix A.</summary>
internal static class ContextRules
{
    /// <summary>Whether the rule for the code point at a place lets it stand there.</summary>
    public static bool Allow(ReadOnlySpan<int> label, int index)
    {
        var previous = index > 0 ? label[index - 1] : 0;
        var next = index + 1 < label.Length ? label[index + 1] : 0;
        return label[index] switch
        {
            // A.1, zero width non-joiner, and A.2, zero width joiner.
            0x200C => Joining.IsVirama(previous) || Joining.BreaksCursiveJoin(label, index),
            0x200D => Joining.IsVirama(previous),

            // A.3, the middle dot of Catalan.
            0xB7 => previous == 'l' && next == 'l',

            // A.4, Greek keraia, then A.5 and A.6, Hebrew geresh and gershayim.
            0x375 => Scripts.IsGreek(next),
            0x5F3 or 0x5F4 => Scripts.IsHebrew(previous),

            // A.7, Katakana middle dot.
            0x30FB => HasJapaneseOrHan(label),

            // A.8 and A.9: the two sets of Arabic digits look alike, so a label has one of them only.
            >= 0x660 and <= 0x669 => !label.ContainsAnyInRange(0x6F0, 0x6F9),
            >= 0x6F0 and <= 0x6F9 => !label.ContainsAnyInRange(0x660, 0x669),
            _ => false,
        };
    }

    private static bool HasJapaneseOrHan(ReadOnlySpan<int> label)
    {
        foreach (var codePoint in label)
        {
            if (Scripts.IsHiraganaKatakanaOrHan(codePoint))
            {
                return true;
            }
        }

        return false;
    }
}

using System.Globalization;

namespace RetailSync.Contracts.Schemas.Formats.Idna;

/// <summary>Checks the code points of a U-label by RFC 5891 section 4.2.3, without the Bidi rule. That the label is in Unicode form C (section 4.2.1) is not checked: the runtime cannot tell in invariant mode.</summary>
internal static class ULabel
{
    public static bool IsValid(ReadOnlySpan<int> label)
    {
        if (label.IsEmpty || label[0] == '-' || label[^1] == '-' || (label.Length > 3 && label[2] == '-' && label[3] == '-'))
        {
            return false;
        }

        if (IsCombiningMark(label[0]))
        {
            return false;
        }

        for (var index = 0; index < label.Length; index++)
        {
            var property = DerivedProperties.Of(label[index]);
            if (property == DerivedProperty.Disallowed || (property == DerivedProperty.Contextual && !ContextRules.Allow(label, index)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsCombiningMark(int codePoint) => CharUnicodeInfo.GetUnicodeCategory(codePoint)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
}

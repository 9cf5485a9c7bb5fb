namespace RetailSync.Contracts.Schemas.Patterns;

/// <summary>The sets that have a short name in ECMA-262 section 22.2 (CharacterClassEscape and Atom).</summary>
internal static class EcmaSets
{
    /// <summary><c>\d</c>: ASCII digits only.</summary>
    internal static CodePointSet Digit { get; } = CodePointSet.Of(('0', '9'));

    /// <summary><c>\w</c>: ASCII letters, digits and the underscore.</summary>
    internal static CodePointSet Word { get; } = CodePointSet.Of(('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z'));

    /// <summary><c>\s</c>: WhiteSpace (section 12.2, with the byte order mark) and LineTerminator (section 12.3).</summary>
    internal static CodePointSet Space { get; } = CodePointSet.Of(
        ('\t', '\r'), (' ', ' '), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029), (0x202F, 0x202F),
        (0x205F, 0x205F), (0x3000, 0x3000), (0xFEFF, 0xFEFF));

    /// <summary><c>.</c>: anything but a LineTerminator (section 12.3).</summary>
    internal static CodePointSet Dot { get; } = CodePointSet.Of(('\n', '\n'), ('\r', '\r'), (0x2028, 0x2029)).Complement();
}

namespace RetailSync.Contracts.Schemas.Patterns;

/// <content>Character classes (ECMA-262 section 22.2.1, CharacterClass).</content>
internal sealed partial class EcmaParser
{
    private CodePointSet? ReadClass()
    {
        var begin = _at++;
        var negated = Take('^');
        var members = new List<CodePointSet>();
        while (!Take(']'))
        {
            if (AtEnd)
            {
                Fail(begin, "this class is not closed");
                return null;
            }

            if (ReadMember() is not { } member)
            {
                return null;
            }

            members.Add(member);
        }

        var set = CodePointSet.Union(members);
        return negated ? set.Complement() : set;
    }

    private CodePointSet? ReadMember()
    {
        var begin = _at;
        if (ReadClassAtom() is not { } first)
        {
            return null;
        }

        // A hyphen right before the bracket is itself.
        if (AtEnd || _text[_at] != '-' || _at + 1 >= _text.Length || _text[_at + 1] == ']')
        {
            return first;
        }

        _at++;
        if (ReadClassAtom() is not { } last)
        {
            return null;
        }

        if (!IsOne(first) || !IsOne(last))
        {
            // Annex B, CharacterRangeOrUnion: beside '\w' the hyphen is itself.
            return CodePointSet.Union([first, CodePointSet.Of('-'), last]);
        }

        if (first.Edges[0] > last.Edges[0])
        {
            Fail(begin, $"the range '{_text[begin.._at]}' runs backwards");
            return null;
        }

        return CodePointSet.Of((first.Edges[0], last.Edges[0]));
    }

    private CodePointSet? ReadClassAtom()
    {
        var begin = _at;
        if (!Take('\\'))
        {
            return CodePointSet.Of(ReadCodePoint());
        }

        if (AtEnd)
        {
            Fail(begin, "the pattern ends in a single '\\'");
            return null;
        }

        // In a class '\b' is the backspace (ClassEscape).
        return Take('b') ? CodePointSet.Of('\b') : ReadSetEscape(begin);
    }

    private static bool IsOne(CodePointSet set) => set.Edges is [var first, var after] && after == first + 1;
}

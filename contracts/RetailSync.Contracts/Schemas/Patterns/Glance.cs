namespace RetailSync.Contracts.Schemas.Patterns;

/// <summary>A lookaround that asks for one code point only, such as <c>(?!$)</c> or <c>(?&lt;=[a-z])</c>: an automaton can judge it.</summary>
/// <param name="Set">The number of the set that the code point must be in.</param>
/// <param name="OrNone">Whether the end of the text (its start, when looking behind) will do as well.</param>
/// <param name="Negated">Whether the opposite is asked.</param>
internal readonly record struct Glance(int Set, bool OrNone, bool Negated)
{
    /// <summary>Whether a lookaround is of this kind, and what it asks for.</summary>
    internal static bool TryRead(PatternNode.Look look, out CodePointSet set, out bool orNone)
    {
        var sets = new List<CodePointSet>();
        orNone = false;
        var only = TryRead(look.Body, look.Behind ? EdgeKind.Start : EdgeKind.End, sets, ref orNone);
        set = only ? CodePointSet.Union(sets) : CodePointSet.Empty;
        return only;
    }

    private static bool TryRead(PatternNode body, EdgeKind edge, List<CodePointSet> sets, ref bool orNone)
    {
        switch (body)
        {
            case PatternNode.Character character:
                sets.Add(character.Set);
                return true;
            case PatternNode.Edge asked when asked.Kind == edge:
                orNone = true;
                return true;
            case PatternNode.Capture capture:
                return TryRead(capture.Body, edge, sets, ref orNone);
            case PatternNode.Choice choice:
                foreach (var part in choice.Choices)
                {
                    if (!TryRead(part, edge, sets, ref orNone))
                    {
                        return false;
                    }
                }

                return true;
            default:
                return false;
        }
    }
}

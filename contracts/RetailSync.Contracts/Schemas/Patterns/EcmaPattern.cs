namespace RetailSync.Contracts.Schemas.Patterns;

/// <summary>Regular expressions of ECMA-262, as JSON Schema asks for them (core section 6.4): in Unicode mode, without flags, not anchored.</summary>
internal static class EcmaPattern
{
    /// <summary>The tree of a pattern.</summary>
    /// <param name="pattern">The pattern as it stands in the schema.</param>
    /// <param name="root">The tree, when there is no fault.</param>
    /// <param name="fault">What is wrong with the pattern and at which position, counted in UTF-16 code units from 0.</param>
    internal static bool TryParse(string pattern, out PatternNode? root, out string? fault)
    {
        root = EcmaParser.Parse(pattern, out fault);
        return root is not null;
    }

    /// <summary>The pattern in the words of .NET, to be run with no option or with <c>CultureInvariant</c> over well-formed UTF-16.</summary>
    /// <remarks>
    /// Sets are written as the code points they hold, so that nothing depends on what .NET takes for a digit or a word. Without lookaround, backreferences,
    /// <c>\b</c> and <c>\B</c> the translation also runs with <c>NonBacktracking</c>. Two things differ where a backreference refers to a group inside a
    /// repetition or to itself: ECMA-262 forgets what the group captured at each new round, .NET does not.
    /// </remarks>
    internal static bool TryTranslate(string pattern, out string? translated, out string? fault)
    {
        translated = TryParse(pattern, out var root, out fault) ? DotNetWriter.Write(root!) : null;
        return translated is not null;
    }
}

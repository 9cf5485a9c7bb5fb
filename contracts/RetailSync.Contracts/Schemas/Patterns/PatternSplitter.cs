using System.Diagnostics.CodeAnalysis;

namespace RetailSync.Contracts.Schemas.Patterns;

/// <summary>
/// Takes lookaround out of a pattern where the place it looks from is fixed: <c>^(?=.*\d)(?!.*\s).{8,}$</c> holds exactly when
/// <c>^.{8,}$</c> and <c>^.*\d</c> match and <c>^.*\s</c> does not, and none of these three needs to backtrack.
/// </summary>
internal static class PatternSplitter
{
    /// <summary>The patterns that must match, or must not, for the whole to match; the first is what is left of the whole.</summary>
    internal static bool TrySplit(PatternNode root, [NotNullWhen(true)] out IReadOnlyList<(PatternNode Pattern, bool Negated)>? parts)
    {
        var rest = Flatten(root);
        var taken = new List<(PatternNode Pattern, bool Negated)>();
        TakeLookaheads(rest, taken);
        TakeLookbehinds(rest, taken);
        parts = taken.Count > 0 ? [(new PatternNode.Sequence(rest), false), .. taken] : null;
        return parts is not null;
    }

    // Behind '^' and parts of one width only one place is possible: what looks ahead from there can as well be asked from the start.
    private static void TakeLookaheads(List<PatternNode> rest, List<(PatternNode Pattern, bool Negated)> taken)
    {
        if (rest is not [PatternNode.Edge { Kind: EdgeKind.Start }, ..])
        {
            return;
        }

        for (var at = 1; at < rest.Count;)
        {
            if (rest[at] is PatternNode.Look { Behind: false } look)
            {
                rest.RemoveAt(at);
                taken.Add((new PatternNode.Sequence([.. rest[..at], look.Body]), look.Negated));
                continue;
            }

            if (PatternTraits.Width(rest[at]) is null)
            {
                return;
            }

            at++;
        }
    }

    // The same from the end: before parts of one width and '$' only one place is possible.
    private static void TakeLookbehinds(List<PatternNode> rest, List<(PatternNode Pattern, bool Negated)> taken)
    {
        if (rest is not [.., PatternNode.Edge { Kind: EdgeKind.End }])
        {
            return;
        }

        for (var at = rest.Count - 2; at >= 0; at--)
        {
            if (rest[at] is PatternNode.Look { Behind: true } look)
            {
                rest.RemoveAt(at);
                taken.Add((new PatternNode.Sequence([look.Body, .. rest[at..]]), look.Negated));
                continue;
            }

            if (PatternTraits.Width(rest[at]) is null)
            {
                return;
            }
        }
    }

    // Groups only hold parts together here, so '^(?:(?!a)b)$' is one sequence of four.
    private static List<PatternNode> Flatten(PatternNode node) => node switch
    {
        PatternNode.Sequence sequence => [.. sequence.Parts.SelectMany(Flatten)],
        PatternNode.Capture capture => Flatten(capture.Body),
        _ => [node],
    };
}

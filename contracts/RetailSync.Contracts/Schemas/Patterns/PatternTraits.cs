namespace RetailSync.Contracts.Schemas.Patterns;

/// <summary>What can be told of a pattern from its tree alone.</summary>
internal static class PatternTraits
{
    /// <summary>Steps that the pattern takes when counted repetitions are written out. Huge counts saturate.</summary>
    internal static long Steps(PatternNode node) => node switch
    {
        PatternNode.Sequence sequence => Saturate(sequence.Parts.Sum(Steps)),
        PatternNode.Choice choice => Saturate(choice.Choices.Sum(Steps) + choice.Choices.Count),
        PatternNode.Repeat repeat => Saturate(Math.Max(repeat.Most ?? repeat.Least, 1L) * (Steps(repeat.Body) + 1)),
        PatternNode.Capture capture => Steps(capture.Body),
        PatternNode.Look look => Saturate(Steps(look.Body) + 1),
        _ => 1,
    };

    /// <summary>Whether any part of the tree, itself included, is as asked.</summary>
    internal static bool Any(PatternNode node, Func<PatternNode, bool> asked) => asked(node) || node switch
    {
        PatternNode.Sequence sequence => sequence.Parts.Any(part => Any(part, asked)),
        PatternNode.Choice choice => choice.Choices.Any(part => Any(part, asked)),
        PatternNode.Repeat repeat => Any(repeat.Body, asked),
        PatternNode.Capture capture => Any(capture.Body, asked),
        PatternNode.Look look => Any(look.Body, asked),
        _ => false,
    };

    /// <summary>Whether every match begins where the text begins. False only means that it is not plain to see.</summary>
    internal static bool BeginsAtStart(PatternNode node) => node switch
    {
        PatternNode.Edge edge => edge.Kind == EdgeKind.Start,
        PatternNode.Sequence sequence => sequence.Parts.Count > 0 && BeginsAtStart(sequence.Parts[0]),
        PatternNode.Choice choice => choice.Choices.All(BeginsAtStart),
        PatternNode.Repeat repeat => repeat.Least > 0 && BeginsAtStart(repeat.Body),
        PatternNode.Capture capture => BeginsAtStart(capture.Body),
        _ => false,
    };

    /// <summary>How many code points every match of the node has, or null when that varies.</summary>
    internal static int? Width(PatternNode node) => node switch
    {
        PatternNode.Character => 1,
        PatternNode.Edge or PatternNode.Look => 0,
        PatternNode.Sequence sequence => sequence.Parts.Aggregate((int?)0, (sum, part) => sum + Width(part)),
        PatternNode.Choice choice => choice.Choices.Select(Width).Distinct().ToArray() is [var only] ? only : null,
        PatternNode.Repeat repeat => repeat.Least == repeat.Most ? Width(repeat.Body) * repeat.Least : null,
        PatternNode.Capture capture => Width(capture.Body),
        _ => null,
    };

    private static long Saturate(long steps) => Math.Min(steps, int.MaxValue);
}

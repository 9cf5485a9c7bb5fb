namespace RetailSync.Contracts.Schemas.Patterns;

/// <summary>One way to judge a text. Immutable, so safe to share between threads.</summary>
internal abstract class PatternMatcher
{
    /// <summary>Whether time is linear in the text, whatever the text, without a time limit.</summary>
    internal abstract bool IsBounded { get; }

    /// <summary>Judges well-formed UTF-8.</summary>
    internal abstract PatternVerdict Judge(ReadOnlySpan<byte> utf8);

    /// <summary>The same, and takes steps from a budget: beyond it the text is given up.</summary>
    internal virtual PatternVerdict Judge(ReadOnlySpan<byte> utf8, ref long steps)
    {
        steps -= utf8.Length / 16;
        return Judge(utf8);
    }
}

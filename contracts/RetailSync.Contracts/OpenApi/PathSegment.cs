namespace RetailSync.Contracts.OpenApi;

/// <summary>One segment of a path template: literal, a parameter, or both mixed (<c>{name}.json</c>). Immutable.</summary>
internal sealed class PathSegment
{
    private readonly string[] _literals;

    /// <param name="literals">The text before, between and after the parameters: one more than there are parameters. Only the first and last may be empty.</param>
    public PathSegment(string[] literals)
    {
        _literals = literals;
        Shape = string.Join("{}", literals);
        LiteralLength = literals.Sum(literal => literal.Length);
    }

    /// <summary>The segment without its parameters' names, by which segments that match the same paths are told.</summary>
    public string Shape { get; }

    /// <summary>How much of it is literal.</summary>
    public int LiteralLength { get; }

    /// <summary>How many parameters it has.</summary>
    public int ParameterCount => _literals.Length - 1;

    public bool IsLiteral => _literals.Length == 1;

    public bool IsParameter => _literals.Length == 2 && LiteralLength == 0;

    /// <summary>Whether a segment of a path fits. No parameter matches nothing.</summary>
    public bool Fits(ReadOnlySpan<char> segment)
    {
        if (IsLiteral)
        {
            return segment.SequenceEqual(_literals[0]);
        }

        if (!segment.StartsWith(_literals[0]))
        {
            return false;
        }

        // Each inner literal is taken where it comes first: that leaves the most for those after it.
        var rest = segment[_literals[0].Length..];
        for (var i = 1; i < _literals.Length - 1; i++)
        {
            var found = rest.IsEmpty ? -1 : rest[1..].IndexOf(_literals[i]);
            if (found < 0)
            {
                return false;
            }

            rest = rest[(1 + found + _literals[i].Length)..];
        }

        return rest.Length > _literals[^1].Length && rest.EndsWith(_literals[^1]);
    }

    /// <summary>The value of a parameter in a segment that fits.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="parameter">The parameter's position among those of the segment.</param>
    public ReadOnlySpan<char> Capture(ReadOnlySpan<char> segment, int parameter)
    {
        var rest = segment.Length < _literals[0].Length ? default : segment[_literals[0].Length..];
        for (var i = 1; ; i++)
        {
            var end = i == _literals.Length - 1 ? rest.Length - _literals[i].Length : rest.IsEmpty ? -1 : rest[1..].IndexOf(_literals[i]) + 1;
            if (end <= 0 || i > parameter)
            {
                return end <= 0 ? default : rest[..end];
            }

            rest = rest[(end + _literals[i].Length)..];
        }
    }
}

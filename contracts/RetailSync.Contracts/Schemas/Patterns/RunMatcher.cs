using System.Buffers;

namespace RetailSync.Contracts.Schemas.Patterns;

/// <summary>
/// The kind of pattern that contracts are full of: a few ASCII characters in fixed places and then a run of one kind, as in <c>^[A-Z]{3}$</c> and <c>^SKU-[0-9]+$</c>.
/// The length is compared once and the run is searched many bytes at a time. Immutable, so safe to share between threads.
/// </summary>
internal sealed class RunMatcher : PatternMatcher
{
    private const int MostPlaces = 16;

    private readonly SearchValues<byte>[] _places;
    private readonly SearchValues<byte> _run;
    private readonly int _least;
    private readonly int _most;

    private RunMatcher(SearchValues<byte>[] places, SearchValues<byte> run, int least, int most) => (_places, _run, _least, _most) = (places, run, least, most);

    internal override bool IsBounded => true;

    /// <summary>Makes one; null when the pattern is of another kind.</summary>
    internal static RunMatcher? TryBuild(PatternNode root)
    {
        if (root is not PatternNode.Sequence { Parts: [PatternNode.Edge { Kind: EdgeKind.Start }, .., PatternNode.Edge { Kind: EdgeKind.End }] } sequence)
        {
            return null;
        }

        var inner = sequence.Parts.Skip(1).SkipLast(1).ToList();
        var places = new List<SearchValues<byte>>();
        for (var i = 0; i < inner.Count; i++)
        {
            if (!TryRead(inner[i], out var values, out var least, out var most))
            {
                return null;
            }

            if (i == inner.Count - 1)
            {
                return new RunMatcher([.. places], values!, least, most);
            }

            if (least != most || places.Count + least > MostPlaces)
            {
                return null;
            }

            places.AddRange(Enumerable.Repeat(values!, least));
        }

        return null;
    }

    internal override PatternVerdict Judge(ReadOnlySpan<byte> utf8)
    {
        // Nothing but ASCII matches, so bytes are characters.
        var places = _places;
        var length = utf8.Length - places.Length;
        if (length < _least || length > _most)
        {
            return PatternVerdict.Differs;
        }

        for (var i = 0; i < places.Length; i++)
        {
            if (!places[i].Contains(utf8[i]))
            {
                return PatternVerdict.Differs;
            }
        }

        return utf8[places.Length..].ContainsAnyExcept(_run) ? PatternVerdict.Differs : PatternVerdict.Matches;
    }

    private static bool TryRead(PatternNode part, out SearchValues<byte>? values, out int least, out int most)
    {
        (least, most, values) = (1, 1, null);
        if (part is PatternNode.Repeat repeat)
        {
            (part, least, most) = (repeat.Body, repeat.Least, repeat.Most ?? int.MaxValue);
        }

        if (part is not PatternNode.Character { Set: var set } || (set.Edges is [.., var end] && end > 0x80))
        {
            return false;
        }

        values = SearchValues.Create([.. set.Ranges().SelectMany(range => Enumerable.Range(range.First, range.Last - range.First + 1)).Select(character => (byte)character)]);
        return true;
    }
}

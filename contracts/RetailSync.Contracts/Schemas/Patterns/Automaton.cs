using System.Buffers;
using System.Text;

namespace RetailSync.Contracts.Schemas.Patterns;

/// <summary>
/// A deterministic automaton in one table: a row per state, a column per class of code points. Each code point of the text is looked at once, at most, and
/// nothing is allocated. Immutable, so safe to share between threads.
/// </summary>
internal sealed class Automaton : PatternMatcher
{
    /// <summary>The state from which nothing matches any more.</summary>
    internal const int Dead = 0;

    /// <summary>The state in which the pattern has matched, whatever follows.</summary>
    internal const int Accepted = 1;

    private readonly ushort[] _cells;
    private readonly ushort[] _ascii;
    private readonly bool[] _matchesAtEnd;
    private readonly CodePointClasses _classes;
    private readonly int _startRow;
    private readonly int _shift;

    /// <summary>Takes the table as built.</summary>
    /// <param name="cells">Where the row of the next state begins, per state and class; a row has two to the power of <paramref name="shift"/> cells.</param>
    /// <param name="shift">How far to shift a state's number to reach its row.</param>
    /// <param name="matchesAtEnd">Per state, whether the text may end there.</param>
    /// <param name="start">The state to begin with.</param>
    /// <param name="classes">The columns.</param>
    internal Automaton(ushort[] cells, int shift, bool[] matchesAtEnd, int start, CodePointClasses classes)
    {
        _cells = cells;
        _shift = shift;
        _matchesAtEnd = matchesAtEnd;
        _startRow = start << shift;
        _classes = classes;
        _ascii = classes.Ascii.ToArray();
    }

    /// <summary>How many states there are.</summary>
    internal int States => _matchesAtEnd.Length;

    internal override bool IsBounded => true;

    internal override PatternVerdict Judge(ReadOnlySpan<byte> utf8) => IsMatch(utf8) ? PatternVerdict.Matches : PatternVerdict.Differs;

    /// <summary>Whether the pattern occurs in well-formed UTF-8. Bytes that are not match nothing from there on.</summary>
    internal bool IsMatch(ReadOnlySpan<byte> utf8)
    {
        var row = _startRow;
        var cells = _cells;
        var ascii = _ascii;
        var accepted = Accepted << _shift;
        for (var at = 0; row > accepted; at++)
        {
            if ((uint)at >= (uint)utf8.Length)
            {
                return _matchesAtEnd[row >> _shift];
            }

            int column;
            var first = utf8[at];
            if (first < ascii.Length)
            {
                column = ascii[first];
            }
            else
            {
                if (Rune.DecodeFromUtf8(utf8[at..], out var rune, out var length) != OperationStatus.Done)
                {
                    return false;
                }

                column = _classes.OfWide(rune.Value);
                at += length - 1;
            }

            row = cells[row + column];
        }

        return row == accepted;
    }
}

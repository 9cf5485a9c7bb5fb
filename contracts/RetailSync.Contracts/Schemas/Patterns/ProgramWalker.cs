using System.Buffers;
using System.Text;

namespace RetailSync.Contracts.Schemas.Patterns;

/// <summary>
/// Walks a program with the set of all steps it can be at, for patterns whose automaton would be too large. Time is linear in the text with the number
/// of steps as the factor; memory is rented. Immutable, so safe to share between threads.
/// </summary>
internal sealed class ProgramWalker : PatternMatcher
{
    private readonly PatternProgram _program;

    internal ProgramWalker(PatternProgram program) => _program = program;

    internal override bool IsBounded => true;

    internal override PatternVerdict Judge(ReadOnlySpan<byte> utf8)
    {
        var steps = long.MaxValue;
        return Judge(utf8, ref steps);
    }

    internal override PatternVerdict Judge(ReadOnlySpan<byte> utf8, ref long steps)
    {
        var size = _program.Count * 2;
        var memory = ArrayPool<int>.Shared.Rent(size * 2);
        try
        {
            var isMatch = Walk(utf8, new StepSet(memory.AsSpan(0, size)), new StepSet(memory.AsSpan(size, size)), ref steps);
            return steps < 0 ? PatternVerdict.GaveUp : isMatch ? PatternVerdict.Matches : PatternVerdict.Differs;
        }
        finally
        {
            ArrayPool<int>.Shared.Return(memory);
        }
    }

    private bool Walk(ReadOnlySpan<byte> utf8, StepSet here, StepSet next, ref long steps)
    {
        var classes = _program.Classes;
        var behind = Place.None;
        here.Add(_program.Entry);
        while (!utf8.IsEmpty)
        {
            if (!TryTake(ref utf8, out var column))
            {
                return false;
            }

            if (_program.Reach(ref here, new Place(behind, column)))
            {
                return true;
            }

            steps -= here.Count;
            if (steps < 0)
            {
                return false;
            }

            next.Clear();
            foreach (var item in here.Items)
            {
                ref readonly var step = ref _program[item];
                if (step.Kind == StepKind.Take && classes.IsMember(step.Other, column))
                {
                    next.Add(step.Next);
                }
            }

            if (next.Count == 0)
            {
                return false;
            }

            var swap = here;
            here = next;
            next = swap;
            behind = column;
        }

        return _program.Reach(ref here, new Place(behind, Place.None));
    }

    private bool TryTake(ref ReadOnlySpan<byte> utf8, out int column)
    {
        column = 0;
        if (Rune.DecodeFromUtf8(utf8, out var rune, out var length) != OperationStatus.Done)
        {
            return false;
        }

        var classes = _program.Classes;
        column = rune.IsAscii ? classes.Ascii[rune.Value] : classes.OfWide(rune.Value);
        utf8 = utf8[length..];
        return true;
    }
}

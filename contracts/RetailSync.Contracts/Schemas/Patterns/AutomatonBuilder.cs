using System.Numerics;
using System.Runtime.InteropServices;

namespace RetailSync.Contracts.Schemas.Patterns;

/// <summary>
/// Turns a program into an <see cref="Automaton"/> by the subset construction: a state is the set of steps that can be reached, together with what must be
/// remembered of the text behind it for assertions that wait for the next code point.
/// </summary>
internal sealed class AutomatonBuilder
{
    private readonly PatternProgram _program;
    private readonly int _shift;
    private readonly Dictionary<int[], int> _numbers = new(KeyComparer.Instance);
    private readonly List<int[]> _keys = [[], []];
    private readonly List<ushort> _cells = [];
    private readonly List<bool> _matchesAtEnd = [false, true];
    private readonly int[] _from;
    private readonly int[] _to;
    private int _work;

    private AutomatonBuilder(PatternProgram program)
    {
        _program = program;
        _shift = BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)program.Classes.Count));
        _from = new int[program.Count * 2];
        _to = new int[program.Count * 2];
        _cells.AddRange(new ushort[2 << _shift]);
    }

    /// <summary>The automaton of a program, or null when it would be larger than <see cref="PatternLimits"/> allow.</summary>
    internal static Automaton? TryBuild(PatternProgram program)
    {
        var builder = new AutomatonBuilder(program);
        var start = builder.Begin();
        for (var state = Automaton.Accepted + 1; state < builder._keys.Count; state++)
        {
            if ((builder._keys.Count << builder._shift) >= PatternLimits.Cells || builder._work > PatternLimits.Work)
            {
                return null;
            }

            builder.WriteRow(state);
        }

        return new Automaton([.. builder._cells], builder._shift, [.. builder._matchesAtEnd], start, program.Classes);
    }

    private int Begin()
    {
        var set = new StepSet(_to);
        set.Add(_program.Entry);
        return StateOf(ref set, new Place(Place.None, Place.Unknown));
    }

    private void WriteRow(int state)
    {
        var row = new ushort[1 << _shift];
        for (var column = 0; column < _program.Classes.Count; column++)
        {
            row[column] = (ushort)(Next(_keys[state], column) << _shift);
        }

        _cells.AddRange(row);
        var set = new StepSet(_from);
        _matchesAtEnd.Add(Recall(_keys[state], ref set, Place.None));
    }

    private int Next(int[] key, int column)
    {
        var from = new StepSet(_from);
        if (Recall(key, ref from, column))
        {
            return Automaton.Accepted;
        }

        var to = new StepSet(_to);
        foreach (var item in from.Items)
        {
            ref readonly var step = ref _program[item];
            if (step.Kind == StepKind.Take && _program.Classes.IsMember(step.Other, column))
            {
                to.Add(step.Next);
            }
        }

        _work += from.Count;
        return to.Count == 0 ? Automaton.Dead : StateOf(ref to, new Place(_program.BehindOf(column), Place.Unknown));
    }

    // The steps of a state, gone on from with what is known now of the code point ahead.
    private bool Recall(int[] key, ref StepSet set, int ahead)
    {
        foreach (var step in key.AsSpan(1))
        {
            set.Add(step);
        }

        return _program.Reach(ref set, new Place(key[0], ahead));
    }

    private int StateOf(ref StepSet set, Place place)
    {
        var matched = _program.Reach(ref set, place);
        _work += set.Count;
        if (matched)
        {
            return Automaton.Accepted;
        }

        var key = KeyOf(set.Items, place);
        if (key.Length == 1)
        {
            return Automaton.Dead;
        }

        if (!_numbers.TryGetValue(key, out var number))
        {
            number = _keys.Count;
            _numbers.Add(key, number);
            _keys.Add(key);
        }

        return number;
    }

    // Steps that have been gone on from say nothing more. What is behind matters only while an assertion waits.
    private int[] KeyOf(ReadOnlySpan<int> steps, Place place)
    {
        var waits = false;
        var key = new List<int>(steps.Length + 1) { 0 };
        foreach (var step in steps)
        {
            var kind = _program[step].Kind;
            waits |= kind is StepKind.End or StepKind.Word or StepKind.NotWord or StepKind.Ahead;
            if (kind is not (StepKind.Fork or StepKind.Start or StepKind.Behind))
            {
                key.Add(step);
            }
        }

        if (waits)
        {
            key[0] = place.Behind;
        }

        CollectionsMarshal.AsSpan(key)[1..].Sort();
        return [.. key];
    }

    private sealed class KeyComparer : IEqualityComparer<int[]>
    {
        internal static KeyComparer Instance { get; } = new();

        public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(int[] obj)
        {
            var hash = default(HashCode);
            hash.AddBytes(MemoryMarshal.AsBytes(obj.AsSpan()));
            return hash.ToHashCode();
        }
    }
}

namespace RetailSync.Contracts.Schemas.Patterns;

/// <summary>
/// A pattern without backreferences and far lookaround as a nondeterministic automaton over classes of code points. Immutable, so safe to share between threads.
/// </summary>
internal sealed class PatternProgram
{
    private readonly Step[] _steps;
    private readonly Glance[] _glances;
    private readonly int[] _behind;

    internal PatternProgram(Step[] steps, int entry, Glance[] glances, CodePointClasses classes)
    {
        _steps = steps;
        _glances = glances;
        Entry = entry;
        Classes = classes;
        _behind = new int[classes.Count];
        var asked = steps.Where(step => step.Kind == StepKind.Behind).Select(step => glances[step.Other].Set).Distinct().ToArray();
        var alike = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var column = 0; column < classes.Count; column++)
        {
            var answers = string.Concat(asked.Select(set => classes.IsMember(set, column) ? '+' : '-')) + (classes.IsWord(column) ? '+' : '-');
            alike.TryAdd(answers, column);
            _behind[column] = alike[answers];
        }
    }

    /// <summary>The step to begin with.</summary>
    internal int Entry { get; }

    /// <summary>The kinds of code point it tells apart.</summary>
    internal CodePointClasses Classes { get; }

    internal int Count => _steps.Length;

    internal ref readonly Step this[int step] => ref _steps[step];

    /// <summary>One class that stands for all that no assertion of the program tells apart when it looks behind.</summary>
    internal int BehindOf(int column) => _behind[column];

    /// <summary>Adds every step that can be reached from the set without taking a code point. True when the match is among them.</summary>
    /// <remarks>Each step is visited once. What asks for a code point ahead that is not known stays in the set and goes no further.</remarks>
    internal bool Reach(ref StepSet set, Place place)
    {
        for (var at = 0; at < set.Count; at++)
        {
            ref readonly var step = ref _steps[set[at]];
            switch (step.Kind)
            {
                case StepKind.Match:
                    return true;
                case StepKind.Fork:
                    set.Add(step.Next);
                    set.Add(step.Other);
                    break;
                case StepKind.Start when place.Behind == Place.None:
                case StepKind.End when place.Ahead == Place.None:
                case StepKind.Word when place.Ahead != Place.Unknown && IsWordEdge(place):
                case StepKind.NotWord when place.Ahead != Place.Unknown && !IsWordEdge(place):
                case StepKind.Behind when Holds(_glances[step.Other], place.Behind):
                case StepKind.Ahead when place.Ahead != Place.Unknown && Holds(_glances[step.Other], place.Ahead):
                    set.Add(step.Next);
                    break;
                default:
                    break;
            }
        }

        return false;
    }

    private bool IsWordEdge(Place place) => IsWord(place.Behind) != IsWord(place.Ahead);

    private bool IsWord(int column) => column >= 0 && Classes.IsWord(column);

    private bool Holds(Glance glance, int column) =>
        (column == Place.None ? glance.OrNone : Classes.IsMember(glance.Set, column)) != glance.Negated;
}

namespace RetailSync.Contracts.Schemas.Patterns;

/// <summary>
/// A pattern without lookaround and backreferences as a nondeterministic automaton over classes of code points. Immutable, so safe to share between threads.
/// </summary>
internal sealed class PatternProgram
{
    private readonly Step[] _steps;

    internal PatternProgram(Step[] steps, int entry, CodePointClasses classes)
    {
        _steps = steps;
        Entry = entry;
        Classes = classes;
    }

    /// <summary>The step to begin with.</summary>
    internal int Entry { get; }

    /// <summary>The kinds of code point it tells apart.</summary>
    internal CodePointClasses Classes { get; }

    internal int Count => _steps.Length;

    internal ref readonly Step this[int step] => ref _steps[step];

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
                case StepKind.Start when place.AtStart:
                case StepKind.End when place.Ahead == Ahead.End:
                case StepKind.Word when place.Ahead != Ahead.Unknown && place.IsWordEdge:
                case StepKind.NotWord when place.Ahead != Ahead.Unknown && !place.IsWordEdge:
                    set.Add(step.Next);
                    break;
                default:
                    break;
            }
        }

        return false;
    }
}

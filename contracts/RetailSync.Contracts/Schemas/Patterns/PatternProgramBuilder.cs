using System.Diagnostics;

namespace RetailSync.Contracts.Schemas.Patterns;

/// <summary>Writes a tree out as a program, from its end to its beginning, so that every step knows the one after it.</summary>
internal sealed class PatternProgramBuilder
{
    private readonly List<Step> _steps = [new Step(StepKind.Match)];
    private readonly Dictionary<CodePointSet, int> _sets = [];
    private readonly List<Glance> _glances = [];
    private bool _asksForWords;

    /// <summary>The program of a tree without backreferences and far lookaround, or null and what is too large about it.</summary>
    internal static PatternProgram? Build(PatternNode root, out string? fault)
    {
        var builder = new PatternProgramBuilder();
        var entry = builder.Write(root, next: 0);
        if (!PatternTraits.BeginsAtStart(root))
        {
            // A pattern is not anchored: it may begin after any number of code points.
            var loop = builder.Add(default);
            var skip = builder.Write(new PatternNode.Character(CodePointSet.All), loop);
            builder._steps[loop] = new Step(StepKind.Fork, entry, skip);
            entry = loop;
        }

        var classes = CodePointClasses.Of([.. builder._sets.OrderBy(pair => pair.Value).Select(pair => pair.Key)], builder._asksForWords);
        fault = classes is null ? $"The pattern tells more than {PatternLimits.Classes} kinds of character apart." : null;
        return classes is null ? null : new PatternProgram([.. builder._steps], entry, [.. builder._glances], classes);
    }

    private int Write(PatternNode node, int next)
    {
        switch (node)
        {
            case PatternNode.Character character:
                return Add(new Step(StepKind.Take, next, NumberOf(character.Set)));
            case PatternNode.Sequence sequence:
                return sequence.Parts.Reverse().Aggregate(next, (after, part) => Write(part, after));
            case PatternNode.Choice choice:
                var entries = choice.Choices.Select(part => Write(part, next)).ToArray();
                return entries.Aggregate((first, second) => Add(new Step(StepKind.Fork, first, second)));
            case PatternNode.Repeat repeat:
                return WriteRepeat(repeat, next);
            case PatternNode.Capture capture:
                return Write(capture.Body, next);
            case PatternNode.Edge edge:
                _asksForWords |= edge.Kind is EdgeKind.Word or EdgeKind.NotWord;
                return Add(new Step(KindOf(edge.Kind), next));
            case PatternNode.Look look when Glance.TryRead(look, out var set, out var orNone):
                _glances.Add(new Glance(NumberOf(set), orNone, look.Negated));
                return Add(new Step(look.Behind ? StepKind.Behind : StepKind.Ahead, next, _glances.Count - 1));
            default:
                throw new UnreachableException($"A {node.GetType().Name} has no program.");
        }
    }

    private int WriteRepeat(PatternNode.Repeat repeat, int next)
    {
        var entry = next;
        var required = repeat.Least;
        if (repeat.Most is not { } most)
        {
            var loop = Add(default);
            var body = Write(repeat.Body, loop);
            _steps[loop] = new Step(StepKind.Fork, body, next);

            // 'a+' is one body that loops, 'a{3,}' two bodies before it.
            entry = required > 0 ? body : loop;
            required = Math.Max(required - 1, 0);
        }
        else
        {
            for (var optional = repeat.Least; optional < most; optional++)
            {
                entry = Add(new Step(StepKind.Fork, Write(repeat.Body, entry), next));
            }
        }

        for (; required > 0; required--)
        {
            entry = Write(repeat.Body, entry);
        }

        return entry;
    }

    private int NumberOf(CodePointSet set)
    {
        if (!_sets.TryGetValue(set, out var number))
        {
            number = _sets.Count;
            _sets.Add(set, number);
        }

        return number;
    }

    private int Add(Step step)
    {
        _steps.Add(step);
        return _steps.Count - 1;
    }

    private static StepKind KindOf(EdgeKind kind) => kind switch
    {
        EdgeKind.Start => StepKind.Start,
        EdgeKind.End => StepKind.End,
        EdgeKind.Word => StepKind.Word,
        EdgeKind.NotWord => StepKind.NotWord,
        _ => throw new UnreachableException($"Edge {kind} has no step."),
    };
}

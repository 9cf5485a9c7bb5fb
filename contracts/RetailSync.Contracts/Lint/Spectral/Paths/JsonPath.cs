using System.Globalization;

namespace RetailSync.Contracts.Lint.Spectral.Paths;

/// <summary>A JSONPath, in the form that Spectral's rulesets use. Immutable.</summary>
internal sealed class JsonPath
{
    private JsonPath(IReadOnlyList<PathStep> steps) => Steps = steps;

    /// <summary>The steps from the start.</summary>
    public IReadOnlyList<PathStep> Steps { get; }

    /// <summary>Reads a path that begins with <c>$</c>; null, with what is wrong, when it cannot be read.</summary>
    public static JsonPath? Read(string path, out string? fault)
    {
        fault = null;
        var text = new PathText(path);
        try
        {
            text.Expect("$");
            List<PathStep> steps = [];
            while (!text.IsAtEnd)
            {
                steps.Add(Step(text));
            }

            return new JsonPath(steps);
        }
        catch (FormatException unreadable)
        {
            fault = unreadable.Message;
            return null;
        }
    }

    private static PathStep Step(PathText text)
    {
        if (text.Take("^"))
        {
            return new PathStep.Up();
        }

        if (text.Take("~"))
        {
            return new PathStep.Key();
        }

        var isDeep = text.Take("..");
        if (text.Take("["))
        {
            return InBrackets(text) with { IsDeep = isDeep };
        }

        if (!isDeep)
        {
            text.Expect(".");

            // As in ".[*]", which is tolerated.
            if (text.Take("["))
            {
                return InBrackets(text);
            }
        }

        if (text.Take("*"))
        {
            return new PathStep.All { IsDeep = isDeep };
        }

        if (text.Take("@"))
        {
            throw text.Fault("'@' stands outside a filter");
        }

        return new PathStep.Named([text.TakeName() ?? throw text.Fault("a name is missing")]) { IsDeep = isDeep };
    }

    private static PathStep InBrackets(PathText text)
    {
        PathStep step;
        if (text.Take("*"))
        {
            step = new PathStep.All();
        }
        else if (text.Take("?("))
        {
            step = new PathStep.Filtered(new FilterParser(text).Read());
            text.Expect(")");
        }
        else if (text.Take("?"))
        {
            step = new PathStep.Filtered(new FilterParser(text).Read());
        }
        else if (text.Take("(@.length"))
        {
            var number = text.TakeNumber() ?? throw text.Fault("a number is missing");
            text.Expect(")");
            var from = Whole(text, number);
            step = new PathStep.Slice(from, from == -1 ? null : from + 1);
        }
        else
        {
            step = Union(text);
        }

        text.Expect("]");
        return step;
    }

    private static PathStep Union(PathText text)
    {
        if (text.Take(":"))
        {
            return new PathStep.Slice(0, text.TakeNumber() is { } end ? Whole(text, end) : null);
        }

        if (text.TakeNumber() is { } first)
        {
            if (text.Take(":"))
            {
                return new PathStep.Slice(Whole(text, first), text.TakeNumber() is { } end ? Whole(text, end) : null);
            }

            if (first[0] == '-')
            {
                var from = Whole(text, first);
                return new PathStep.Slice(from, from == -1 ? null : from + 1);
            }

            return new PathStep.Named(Rest(text, first));
        }

        return new PathStep.Named(Rest(text, Name(text)));
    }

    private static List<string> Rest(PathText text, string first)
    {
        List<string> keys = [first];
        while (text.Take(","))
        {
            keys.Add(text.TakeNumber() ?? Name(text));
        }

        return keys;
    }

    private static string Name(PathText text) => text.TakeText() ?? text.TakeName() ?? throw text.Fault("a name, a position, '*' or a filter is missing");

    private static int Whole(PathText text, string number) =>
        int.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : throw text.Fault($"'{number}' is no position");
}

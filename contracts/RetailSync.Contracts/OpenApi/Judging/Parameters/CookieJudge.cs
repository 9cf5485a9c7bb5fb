using Microsoft.Extensions.Primitives;

namespace RetailSync.Contracts.OpenApi.Judging.Parameters;

/// <summary>Holds cookies against those that a contract declares; others are let through. Immutable; safe to use from many threads.</summary>
/// <param name="parameters">The cookies.</param>
internal sealed class CookieJudge(Parameter[] parameters)
{
    /// <summary>Judges the lines of <c>Cookie</c>.</summary>
    public void Judge(StringValues lines, ref HeadFaults faults)
    {
        if (parameters.Length == 0)
        {
            return;
        }

        Span<bool> seen = stackalloc bool[parameters.Length];
        var count = 0;
        foreach (var line in lines)
        {
            var pieces = new Pieces(line, ';');
            while (pieces.Next(out var piece))
            {
                if (++count > JudgingLimits.Pairs)
                {
                    faults.Add("/cookie", null, $"There are more than {JudgingLimits.Pairs} cookies.");
                    return;
                }

                Judge(piece.Trim(" \t"), seen, ref faults);
            }
        }

        for (var number = 0; number < parameters.Length; number++)
        {
            if (!seen[number] && parameters[number].IsRequired)
            {
                faults.Add(parameters[number].Instance, parameters[number].Pointer, "The cookie is missing.");
            }
        }
    }

    // A browser may send one name twice, for two paths: each value must be sound.
    private void Judge(ReadOnlySpan<char> pair, Span<bool> seen, ref HeadFaults faults)
    {
        var equals = pair.IndexOf('=');
        for (var number = 0; equals > 0 && number < parameters.Length; number++)
        {
            var parameter = parameters[number];
            if (pair[..equals].SequenceEqual(parameter.Name))
            {
                seen[number] = true;
                ValueJudge.Judge(parameter, pair[(equals + 1)..], parameter.Style == ParameterStyle.Cookie ? Escapes.None : Escapes.Percent, ref faults);
            }
        }
    }
}

using System.Text;
using RetailSync.Contracts.Schemas;

namespace RetailSync.Contracts.OpenApi.Judging.Parameters;

/// <summary>Holds a query against the parameters that a contract declares. Immutable; safe to use from many threads.</summary>
/// <remarks>Names are case-sensitive. A name that is not declared is let through, unless the judge was made to refuse it.</remarks>
/// <param name="parameters">The parameters.</param>
/// <param name="whole">The parameter that is the whole query (OpenAPI 3.2); null: there is none.</param>
/// <param name="refusesUnknown">Whether names that are not declared are faults.</param>
/// <param name="pointer">Where the operation stands in the contract.</param>
internal sealed class QueryJudge(Parameter[] parameters, Parameter? whole, bool refusesUnknown, string pointer)
{
    private const int LongestNameTold = 64;

    /// <summary>Judges a query.</summary>
    /// <param name="query">As it was sent, with or without its question mark.</param>
    /// <param name="faults">Receives what is wrong.</param>
    public void Judge(ReadOnlySpan<char> query, ref HeadFaults faults)
    {
        query = query.StartsWith("?") ? query[1..] : query;
        if (whole is not null)
        {
            JudgeWhole(whole, query, ref faults);
        }

        if (parameters.Length == 0 && !refusesUnknown)
        {
            return;
        }

        Span<bool> seen = stackalloc bool[parameters.Length];
        if (!JudgePairs(query, seen, ref faults))
        {
            return;
        }

        for (var number = 0; number < parameters.Length; number++)
        {
            var parameter = parameters[number];
            if (!seen[number])
            {
                if (parameter.IsRequired)
                {
                    faults.Add(parameter.Instance, parameter.Pointer, "The parameter is missing.");
                }
            }
            else if (parameter.IsRepeated)
            {
                QueryValues.JudgeList(parameter, query, ref faults);
            }
            else if (parameter.IsSpread)
            {
                QueryValues.JudgeObject(this, parameter, query, ref faults);
            }
        }
    }

    /// <summary>Whether a name is that of a parameter, or of a property that stands under a name of its own.</summary>
    public bool IsDeclared(ReadOnlySpan<byte> name)
    {
        foreach (var parameter in parameters)
        {
            if (!parameter.IsSpread && name.SequenceEqual(parameter.Utf8Name))
            {
                return true;
            }

            foreach (var field in parameter.Fields)
            {
                if (name.SequenceEqual(field.Key))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static void JudgeWhole(Parameter whole, ReadOnlySpan<char> query, ref HeadFaults faults)
    {
        if (!query.IsEmpty)
        {
            ValueJudge.Judge(whole, query, Escapes.Percent, ref faults);
        }
        else if (whole.IsRequired)
        {
            faults.Add(whole.Instance, whole.Pointer, "The query is missing.");
        }
    }

    private bool JudgePairs(ReadOnlySpan<char> query, Span<bool> seen, ref HeadFaults faults)
    {
        var pairs = new QueryPairs(query);
        for (var count = 0; pairs.Next(out var name, out var value); count++)
        {
            if (count == JudgingLimits.Pairs)
            {
                faults.Add("/query", null, $"The query has more than {JudgingLimits.Pairs} names.");
                return false;
            }

            if (!Desk.Own.Names.TryDecode(name, Escapes.PercentAndPlus, out var key))
            {
                faults.Add("/query", null, "A name in the query has a broken escape, is no UTF-8, or is too long.");
                continue;
            }

            if (!JudgePair(key, value, seen, ref faults) && refusesUnknown)
            {
                faults.Add(InstanceOf(key), pointer, "The contract declares no parameter with this name.");
            }
        }

        return true;
    }

    // False: nobody knows the name.
    private bool JudgePair(ReadOnlySpan<byte> name, ReadOnlySpan<char> value, Span<bool> seen, ref HeadFaults faults)
    {
        var isKnown = false;
        for (var number = 0; number < parameters.Length; number++)
        {
            var parameter = parameters[number];
            if (!Owns(parameter, name))
            {
                continue;
            }

            isKnown = true;
            if (!parameter.IsRepeated && !parameter.IsSpread)
            {
                if (seen[number])
                {
                    faults.Add(parameter.Instance, parameter.Pointer, "The parameter stands in the query more than once.");
                }
                else
                {
                    ValueJudge.Judge(parameter, value, Escapes.PercentAndPlus, ref faults);
                }
            }

            seen[number] = true;
        }

        return isKnown;
    }

    private bool Owns(Parameter parameter, ReadOnlySpan<byte> name)
    {
        if (!parameter.IsSpread)
        {
            return name.SequenceEqual(parameter.Utf8Name);
        }

        if (parameter.Style == ParameterStyle.DeepObject)
        {
            return QueryValues.IsBelow(parameter, name);
        }

        foreach (var field in parameter.Fields)
        {
            if (name.SequenceEqual(field.Key))
            {
                return true;
            }
        }

        return parameter.Shape.Additional is not null && !IsDeclared(name);
    }

    private static string InstanceOf(ReadOnlySpan<byte> name)
    {
        var text = Encoding.UTF8.GetString(name);
        return text.Length > LongestNameTold ? "/query" : $"/query/{SubschemaKeywords.Escape(text)}";
    }
}

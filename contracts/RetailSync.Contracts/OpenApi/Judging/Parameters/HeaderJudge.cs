using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace RetailSync.Contracts.OpenApi.Judging.Parameters;

/// <summary>Holds headers against those that a contract declares; others are let through. Immutable; safe to use from many threads.</summary>
/// <param name="parameters">The headers.</param>
internal sealed class HeaderJudge(Parameter[] parameters)
{
    /// <summary>Judges headers.</summary>
    public void Judge(IHeaderDictionary headers, ref HeadFaults faults)
    {
        foreach (var parameter in parameters)
        {
            if (!headers.TryGetValue(parameter.Name, out var values) || values.Count == 0)
            {
                if (parameter.IsRequired)
                {
                    faults.Add(parameter.Instance, parameter.Pointer, "The header is missing.");
                }
            }
            else
            {
                Judge(parameter, values, ref faults);
            }
        }
    }

    private static void Judge(Parameter parameter, StringValues values, ref HeadFaults faults)
    {
        if (values.Count == 1)
        {
            ValueJudge.Judge(parameter, values[0], Escapes.None, ref faults);
        }
        else if (parameter.IsStructured)
        {
            // Several lines are one list (RFC 9110, section 5.3).
            ValueJudge.Judge(parameter, string.Join(',', (IEnumerable<string?>)values), Escapes.None, ref faults);
        }
        else if (parameter.Name.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase))
        {
            // The one header whose lines must not be put together (RFC 6265, section 3).
            foreach (var value in values)
            {
                ValueJudge.Judge(parameter, value, Escapes.None, ref faults);
            }
        }
        else
        {
            faults.Add(parameter.Instance, parameter.Pointer, "The header stands there more than once.");
        }
    }
}

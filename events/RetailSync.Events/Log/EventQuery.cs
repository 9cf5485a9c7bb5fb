using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using RetailSync.Gateway;

namespace RetailSync.Events.Log;

/// <summary>What <c>GET /events</c> is asked for. Immutable.</summary>
internal sealed record EventQuery
{
    private static readonly string[] Known = ["after", "type", "key", "system", "limit", "wait"];

    /// <summary>The place behind which to begin; default 0.</summary>
    public long After { get; init; }

    /// <summary>Which events.</summary>
    public required EventFilter Filter { get; init; }

    /// <summary>How many at most. 1 to 500; default 100.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>How long to wait when there are none, in seconds. 0 to 30; default 0.</summary>
    public int Wait { get; init; }

    /// <summary>Reads a query; with any fault, all of them are told and the result is not to be used.</summary>
    public static EventQuery Read(IQueryCollection query, ICollection<ProblemError> faults)
    {
        foreach (var name in query.Keys.Where(name => !Known.Contains(name)))
        {
            faults.Add(new ProblemError($"/query/{name}", null, $"is not a parameter. Known: {string.Join(", ", Known)}."));
        }

        return new EventQuery
        {
            After = Number(query, "after", 0, long.MaxValue, 0, faults),
            Limit = (int)Number(query, "limit", 1, 500, 100, faults),
            Wait = (int)Number(query, "wait", 0, 30, 0, faults),
            Filter = new EventFilter { Types = List(query["type"], "type", faults), Keys = List(query["key"], "key", faults), Systems = List(query["system"], "system", faults) },
        };
    }

    /// <summary>The query of the page that begins behind a place.</summary>
    public static string Next(long after, IQueryCollection query) =>
        QueryString.Create([KeyValuePair.Create("after", new StringValues(after.ToString(CultureInfo.InvariantCulture))), .. query.Where(one => one.Key != "after")]).ToString();

    private static long Number(IQueryCollection query, string name, long least, long most, long otherwise, ICollection<ProblemError> faults)
    {
        if (!query.TryGetValue(name, out var values))
        {
            return otherwise;
        }

        if (values.Count == 1 && long.TryParse(values[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        faults.Add(new ProblemError($"/query/{name}", null, $"must be one number from {least} to {most}."));
        return otherwise;
    }

    private static List<string> List(StringValues values, string name, ICollection<ProblemError> faults)
    {
        var list = values.SelectMany(value => (value ?? "").Split(',')).ToList();
        if (list.Count > 20 || list.Any(one => !EventFilter.IsPattern(one)))
        {
            faults.Add(new ProblemError($"/query/{name}", null, "must be up to 20 names, separated by commas; an asterisk may stand at the end of each."));
        }

        return list;
    }
}

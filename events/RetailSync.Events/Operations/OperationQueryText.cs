using System.Globalization;
using Microsoft.AspNetCore.Http;
using RetailSync.Events.Journal;
using RetailSync.Gateway;

namespace RetailSync.Events.Operations;

/// <summary>Reads the query of <c>GET /operations</c>.</summary>
internal static class OperationQueryText
{
    private const int MaxText = 600;

    private static readonly string[] Known = ["state", "key", "route", "consumer", "after", "limit"];

    /// <summary>Reads it; what cannot be used becomes a fault.</summary>
    public static OperationFilter Read(IQueryCollection query, List<ProblemError> faults)
    {
        foreach (var (name, values) in query)
        {
            if (!Known.Contains(name, StringComparer.Ordinal) || values.Count != 1 || values[0] is not { Length: > 0 and <= MaxText } text || StoreText.Safe(text) != text)
            {
                faults.Add(new ProblemError("", null, $"each parameter stands there once, with a value; known: {string.Join(", ", Known)}"));
                return new OperationFilter();
            }
        }

        var states = Enum.GetValues<OperationState>();
        OperationState? state = null;
        if (query.TryGetValue("state", out var named))
        {
            var at = Array.FindIndex(states, one => JournalMetrics.Label(one) == named[0]);
            state = at < 0 ? null : states[at];
            Expect(at >= 0, "state", string.Join(", ", states.Select(JournalMetrics.Label)));
        }

        Guid? after = null;
        if (query.TryGetValue("after", out var last))
        {
            Expect(Guid.TryParseExact(last[0], "D", out var id), "after", "the id of an operation");
            after = id;
        }

        var limit = 50;
        if (query.TryGetValue("limit", out var asked))
        {
            Expect(int.TryParse(asked[0], NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= OperationFilter.MaxLimit, "limit", $"1 to {OperationFilter.MaxLimit}");
        }

        return new OperationFilter { State = state, Key = query["key"], Route = query["route"], Consumer = query["consumer"], After = after, Limit = limit };

        void Expect(bool isRight, string name, string expected)
        {
            if (!isRight)
            {
                faults.Add(new ProblemError("", null, $"{name} must be {expected}"));
            }
        }
    }

    /// <summary>The link to the next page.</summary>
    public static string Next(IQueryCollection query, Guid last) =>
        "/operations" + QueryString.Create(query.Where(one => one.Key != "after").Select(one => KeyValuePair.Create(one.Key, (string?)one.Value)).Append(new("after", last.ToString())));
}

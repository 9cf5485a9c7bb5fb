using System.Text.Json.Nodes;

namespace RetailSync.Cli.Tour;

/// <summary>One call of the story: what a person does, the request that it makes, and what is expected to come of it.</summary>
/// <param name="Words">What a person does, in plain words.</param>
/// <param name="Method">The request's method.</param>
/// <param name="Path">The path at the gateway, with its query.</param>
internal sealed record TourCall(string Words, HttpMethod Method, string Path)
{
    private static readonly string[] OwnPaths = ["requests", "problems", "operations", "events", "subscriptions", "propagation"];

    /// <summary>The system that the path leads to; null for one of the gateway's own paths.</summary>
    public string? System { get; } = Path.Split('/', '?')[1] is var first && OwnPaths.Contains(first, StringComparer.Ordinal) ? null : first;

    /// <summary>Who calls; default the explorer.</summary>
    public Caller Caller { get; init; } = Caller.Explorer;

    /// <summary>What it does to the system's state; default nothing.</summary>
    public Effect Effect { get; init; }

    /// <summary>The headers worth showing.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The JSON body; null for none.</summary>
    public JsonObject? Body { get; init; }

    /// <summary>The statuses that the story allows; default 200.</summary>
    public IReadOnlyList<int> Expected { get; init; } = [200];

    /// <summary>The one or two facts that matter in the answer. It stops the tour when the answer does not hold what the story needs.</summary>
    public Func<TourAnswer, IEnumerable<string>> Facts { get; init; } = answer => answer.Status >= 400 ? [answer.Problem] : [];

    /// <summary>The same with one more header.</summary>
    public TourCall With(string name, string value) => this with { Headers = [.. Headers, KeyValuePair.Create(name, value)] };
}

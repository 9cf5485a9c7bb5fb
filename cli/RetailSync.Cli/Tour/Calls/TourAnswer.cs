using System.Globalization;
using System.Text.Json.Nodes;

namespace RetailSync.Cli.Tour;

/// <summary>What came back, with its body read as JSON where it is JSON.</summary>
/// <param name="Status">The status.</param>
/// <param name="ProducedBy">Who produced it: <c>gateway</c> or a system's id.</param>
/// <param name="Headers">The headers, each with its values joined by commas.</param>
/// <param name="Body">The JSON body; null when there was none.</param>
internal sealed record TourAnswer(int Status, string ProducedBy, IReadOnlyDictionary<string, string> Headers, JsonNode? Body)
{
    /// <summary>The gateway's id of the request; null when there is none.</summary>
    public string? RequestId => Headers.GetValueOrDefault("X-Request-Id");

    /// <summary>The problem in one line: its kind and what it says.</summary>
    public string Problem => $"{ProblemKind}: {(Find(["detail"]) ?? Find(["title"]))?.ToString()}";

    /// <summary>The problem's kind, such as <c>upstream-failed</c>.</summary>
    public string ProblemKind => Text("type").Split('/', ':', '#')[^1];

    /// <summary>A header that the story needs.</summary>
    /// <exception cref="TourStoppedException">It is not there.</exception>
    public string Header(string name) => Headers.GetValueOrDefault(name) ?? throw new TourStoppedException($"The answer has no header {name}.");

    /// <summary>A value of the body that the story needs, as text.</summary>
    /// <exception cref="TourStoppedException">It is not there.</exception>
    public string Text(params IReadOnlyList<string> path) => Need(path).ToString();

    /// <summary>A whole number of the body that the story needs.</summary>
    /// <exception cref="TourStoppedException">It is not there or not a whole number.</exception>
    public long Number(params IReadOnlyList<string> path) =>
        long.TryParse(Need(path).ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new TourStoppedException($"The answer's {string.Join('.', path)} is not a whole number.");

    /// <summary>The items of a list.</summary>
    /// <exception cref="TourStoppedException">The body is not a list.</exception>
    public JsonArray Items => Need(["items"]) as JsonArray ?? throw new TourStoppedException("The answer's items are not a list.");

    private JsonNode Need(IReadOnlyList<string> path) => Find(path) ?? throw new TourStoppedException($"The answer has no {string.Join('.', path)}.");

    private JsonNode? Find(IReadOnlyList<string> path) => path.Aggregate(Body, (node, name) => (node as JsonObject)?[name]);
}

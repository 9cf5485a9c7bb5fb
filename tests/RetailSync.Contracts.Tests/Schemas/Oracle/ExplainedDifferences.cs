using System.Text.Json;
using System.Text.Json.Nodes;

namespace RetailSync.Contracts.Tests.Schemas.Oracle;

/// <summary>Why the other side says something else, and why it may. Asked of the smallest pair that shows the difference, so a keyword that it has takes part in it.</summary>
internal static class ExplainedDifferences
{
    private const string UnsetVariable = "The code that the other side makes of the schema uses a variable that is not there or not set.";

    private static readonly (string Reason, Func<Difference, bool> Is)[] All =
    [
        (UnsetVariable, pair => pair.Theirs == "R"),
        ("A number is not what a double holds: the other side rounds it, this one does not.", pair => pair.HasNode(node => node?.GetValueKind() == JsonValueKind.Number && !Doubles.Hold(node.ToJsonString()))),
        ("The other side takes the missing property '' for none: its name is no true value in JavaScript.", pair => Lists(pair, "required", "dependentRequired", "dependencies").Any(IsEmptyText)),
        ("The other side goes no further than the schemas for the first items when the list is shorter.", pair => (Has(pair, "contains") || Has(pair, "uniqueItems")) && HasShortList(pair)),
        ("Beside a reference the other side reads 'type' all the same, in drafts in which all that stands there is ignored.", pair => pair.Draft.Year <= 7 && Has(pair.Schema, IsTypedReference)),
        ("For the other side 'contains' has looked at all items, not at those that fit.", pair => Has(pair, "unevaluatedItems", "contains")),
        ("The other side counts the items that a branch has looked at in a variable that is unset, or no number, when the branch does not fit.", pair => Has(pair, "unevaluatedItems") && HasBranch(pair)),
        ("Behind a reference that leads back the other side does not know how many items were looked at, and takes all for it.", pair => pair is { Ours: "I", Theirs: "V" } && Has(pair, "unevaluatedItems", "$ref")),
        ("The other side keeps the names that a branch has looked at in a variable that is wrong when the branch does not fit.", pair => Has(pair, "unevaluatedProperties") && HasBranch(pair)),
    ];

    /// <summary>The reason for a difference; null when there is none.</summary>
    public static string? Reason(Difference difference) => difference.Ours.Length == 1 && difference.Theirs.Length == 1 ? All.FirstOrDefault(one => one.Is(difference)).Reason : null;

    private static bool Has(Difference pair, params string[] keywords) => keywords.All(keyword => Has(pair.Schema, node => node is JsonObject mapping && mapping.ContainsKey(keyword)));

    private static bool HasBranch(Difference pair) => ((string[])["anyOf", "oneOf", "if", "dependentSchemas"]).Any(keyword => Has(pair, keyword));

    private static bool Has(JsonNode? root, Func<JsonNode?, bool> what) => root.AndBelow().Any(what);

    private static bool HasNode(this Difference pair, Func<JsonNode?, bool> what) => Has(pair.Schema, what) || Has(pair.Value, what);

    private static bool IsEmptyText(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) && text.Length == 0;

    private static bool HasShortList(Difference pair)
    {
        var longest = pair.Schema.AndBelow().OfType<JsonObject>().Select(mapping => mapping[pair.Draft.Tuple]).OfType<JsonArray>().Select(list => list.Count).DefaultIfEmpty().Max();
        return Has(pair.Value, node => node is JsonArray list && list.Count < longest);
    }

    private static bool IsTypedReference(JsonNode? node) => node is JsonObject mapping && mapping.ContainsKey("$ref") && mapping.ContainsKey("type");

    // What stands in lists under these keywords.
    private static IEnumerable<JsonNode?> Lists(Difference pair, params string[] keywords) =>
        pair.Schema.AndBelow().OfType<JsonObject>().SelectMany(mapping => mapping).Where(member => keywords.Contains(member.Key)).SelectMany(member => member.Value.AndBelow());

    private static IEnumerable<JsonNode?> AndBelow(this JsonNode? node) => node switch
    {
        JsonObject mapping => mapping.SelectMany(member => member.Value.AndBelow()).Prepend(node),
        JsonArray list => list.SelectMany(AndBelow).Prepend(node),
        _ => [node],
    };
}

using System.Text.Json.Nodes;
using CsCheck;

namespace RetailSync.Contracts.Tests.OpenApi;

/// <summary>Whatever stands where something else should: the answer is a contract or faults, never an exception.</summary>
public class OpenApiRobustnessTests
{
    private static readonly string[] Replacements =
        ["null", "true", "1", "-1.5", "\"\"", "\"text\"", "[]", "{}", "[null]", "[[1]]", "{\"\":1}", "{\"$ref\":1}", "{\"$ref\":\"#\"}", "{\"$ref\":\"#/paths\"}", "{\"$ref\":\"#/%zz/~\"}", "{\"type\":\"oauth2\",\"flows\":[]}"];

    [Fact]
    public void Read_AnyValueReplaced_AnswersWithContractOrFaults() =>
        Gen.Select(Gen.Int[0, 1_000], Gen.Int[0, Replacements.Length - 1]).Array[1, 3].Sample(
            changes =>
            {
                var root = JsonNode.Parse(OpenApiReaderTests.Document31)!;
                foreach (var (place, replacement) in changes)
                {
                    Replace(root, place, JsonNode.Parse(Replacements[replacement]));
                }

                var (contract, faults) = Documents.Contract(root.ToJsonString());
                return contract is not null || faults.Length > 0;
            },
            iter: 500);

    private static void Replace(JsonNode root, int place, JsonNode? replacement)
    {
        var nodes = Below(root).ToList();
        if (nodes.Count > 0)
        {
            nodes[place % nodes.Count].ReplaceWith(replacement);
        }
    }

    private static IEnumerable<JsonNode> Below(JsonNode node)
    {
        var children = node switch
        {
            JsonObject mapping => mapping.Select(member => member.Value),
            JsonArray list => list,
            _ => [],
        };
        return children.OfType<JsonNode>().SelectMany(child => Below(child).Prepend(child));
    }
}

using System.Text.Json.Nodes;

namespace RetailSync.Cli.Remote;

/// <summary>What a gateway answered. Immutable.</summary>
/// <param name="Body">The JSON body; null for none.</param>
/// <param name="Next">The address of the next page, path and query; null when there is none.</param>
internal sealed record RemoteAnswer(JsonNode? Body, string? Next)
{
    /// <summary>The items of a list; none when it is no list.</summary>
    public IEnumerable<JsonNode> Items => (Body as JsonArray ?? Body?["items"] as JsonArray)?.OfType<JsonNode>() ?? [];
}

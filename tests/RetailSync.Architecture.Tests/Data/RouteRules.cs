using System.Text.Json;
using System.Text.Json.Nodes;

namespace RetailSync.Architecture.Data;

/// <summary>That <c>yarp.json</c> names only what there is, and leaves no system out. Keys are compared as the configuration system does, ignoring case.</summary>
internal sealed class RouteRules(JsonObject configuration)
{
    /// <summary>The systems behind the front door.</summary>
    public static readonly string[] Systems =
        ["crm", "loyalty", "ecommerce", "pos", "pim", "pricing", "erp", "wms", "oms", "tms", "tax", "payment", "returns", "marketplace", "finance"];

    // Says of the whole route that it asks for no credential; no policy's id.
    private const string PublicSwitch = "public";

    private IEnumerable<KeyValuePair<string, JsonNode?>> Routes => Member(Member(configuration, "ReverseProxy"), "Routes") as JsonObject ?? [];

    /// <summary>Reads a configuration file, comments and trailing commas allowed.</summary>
    public static RouteRules Parse(string text) =>
        new(JsonNode.Parse(text, null, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true })!.AsObject());

    /// <summary>How many routes there are.</summary>
    public int Count => Routes.Count();

    /// <summary>Routes whose contract does not exist, and routes that have neither a contract nor scopes.</summary>
    public IEnumerable<string> Contracts(IReadOnlySet<string> contracts)
    {
        foreach (var (id, route) in Routes)
        {
            if ((string?)Member(Member(route, "Metadata"), "Contract") is { } contract)
            {
                if (!contracts.Contains(contract))
                {
                    yield return $"yarp.json: route {id} names the contract '{contract}', which does not exist. Known: {string.Join(", ", contracts.Order())}.";
                }
            }
            else if (Member(Member(Member(route, "Policies"), "authorize"), "Scopes") is not JsonArray { Count: > 0 })
            {
                yield return $"yarp.json: route {id} names no contract in its Metadata and no scopes in Policies:authorize:Scopes, so nobody may call it.";
            }
        }
    }

    /// <summary>Policies that are configured, for a route or for all, and do not exist.</summary>
    public IEnumerable<string> Policies(IReadOnlySet<string> known) =>
        from holder in Routes.Select(route => (Name: $"route {route.Key}", Policies: Member(route.Value, "Policies"))).Prepend((Name: "defaults", Policies: Member(configuration, "Policies")))
        from policy in holder.Policies as JsonObject ?? []
        where !known.Contains(policy.Key) && !string.Equals(policy.Key, PublicSwitch, StringComparison.OrdinalIgnoreCase)
        select $"yarp.json: {holder.Name}: no policy is named '{policy.Key}'. Known: {string.Join(", ", known.Order())}.";

    /// <summary>Systems that no route leads to.</summary>
    public IEnumerable<string> SystemsWithoutRoute() =>
        from system in Systems
        where !Routes.Any(route => ((string?)Member(Member(route.Value, "Match"), "Path"))?.StartsWith($"/{system}/", StringComparison.OrdinalIgnoreCase) == true)
        select $"yarp.json: no route's path begins with /{system}/.";

    private static JsonNode? Member(JsonNode? node, string name) =>
        (node as JsonObject)?.FirstOrDefault(member => string.Equals(member.Key, name, StringComparison.OrdinalIgnoreCase)).Value;
}

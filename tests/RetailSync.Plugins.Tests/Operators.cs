using System.Text.Json.Nodes;
using RetailSync.Testing;

namespace RetailSync.Plugins.Tests;

/// <summary>What operators see of plugins.</summary>
internal static class Operators
{
    /// <summary>What <c>/_gateway/plugins</c> says of one.</summary>
    public static async Task<JsonNode> PluginAsync(this GatewayFixture gateway, string id = PluginFolder.Id)
    {
        var all = JsonNode.Parse(await gateway.Operators.GetStringAsync(new Uri("/_gateway/plugins", UriKind.Relative)))!;
        return all["plugins"]!.AsArray().Single(plugin => (string?)plugin!["id"] == id)!;
    }

    /// <summary>Waits until a plugin is as it should be.</summary>
    public static async Task<JsonNode> PluginUntilAsync(this GatewayFixture gateway, Func<JsonNode, bool> isSo, string expected, string id = PluginFolder.Id)
    {
        JsonNode? last = null;
        try
        {
            return await Deadline.UntilAsync(async () => isSo(last = await gateway.PluginAsync(id)) ? last : null, expected);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{late.Message} It is {last}", late);
        }
    }

    /// <summary>Waits until a plugin is quarantined.</summary>
    public static Task<JsonNode> QuarantinedAsync(this GatewayFixture gateway, string id = PluginFolder.Id) =>
        gateway.PluginUntilAsync(plugin => (string?)plugin["status"] == "quarantined", $"{id} is quarantined", id);

    /// <summary>Waits until a metric has a value; the page is made afresh only every few hundred milliseconds.</summary>
    public static Task MetricUntilAsync(this GatewayFixture gateway, double expected, string name, params (string Label, string Value)[] labels) => Deadline.UntilAsync(
        async () => await gateway.MetricAsync(name, labels) >= expected ? name : null,
        $"{name} is {expected}");

    /// <summary>Sends one read and returns its status.</summary>
    public static async Task<int> GetAsync(this GatewayFixture gateway, string path = "/crm/v1/customers")
    {
        using var answer = await gateway.Client().GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return (int)answer.StatusCode;
    }
}

namespace RetailSync.Gateway.Plugins;

/// <summary>What operators can ask and do about plugins.</summary>
internal static class PluginEndpoints
{
    /// <summary>Maps <c>GET /_gateway/plugins</c> and <c>POST /_gateway/plugins/{id}/release</c> on the operators' server.</summary>
    public static void MapPlugins(this IEndpointRouteBuilder app, PluginHost host)
    {
        app.MapGet("/_gateway/plugins", () => Results.Json(Describe(host)));
        app.MapPost("/_gateway/plugins/{id}/release", (string id) => Release(host, id));
    }

    private static object Describe(PluginHost host) => new
    {
        host.Set.Quarantine,
        Plugins = host.Set.Plugins.Select(plugin => Describe(plugin, host.Runners.FirstOrDefault(runner => runner.Loaded == plugin))),
    };

    private static object Describe(LoadedPlugin plugin, PluginRunner? runner) => new
    {
        plugin.Manifest.Id,
        plugin.Manifest.Version,
        plugin.Manifest.Description,
        plugin.Origin,
        Status = runner?.Health.Status ?? "off",
        Stability = plugin.Manifest.Status,
        plugin.Manifest.Stages,
        plugin.Manifest.Observes,
        plugin.Manifest.TimeLimitMs,
        OnError = plugin.OnErrorFails ? "fail" : "skip",
        plugin.Manifest.Needs,
        plugin.Manifest.Budget,
        Cost = runner is null ? null : Cost(runner),
        TriedAgainInSeconds = runner?.Health.TriedAgainIn?.TotalSeconds,
        runner?.Health.LastFault,
        Facts = runner?.Facts.All.Select(fact => new { fact.Kind, fact.Count, fact.At, Latest = (object)fact.Latest }),
    };

    private static object Cost(PluginRunner runner) => new
    {
        runner.Cost.Calls,
        runner.Cost.Exchanges,
        MeanMicroseconds = Math.Round(runner.Cost.MeanMicroseconds, 1),
        P99Microseconds = runner.Cost.P99Microseconds(),
        runner.Cost.Faults,
        runner.Cost.TimedOut,
        runner.Cost.Abandoned,
        runner.Cost.Dropped,
        Queue = runner.QueueLength,
        runner.QueueBytes,
    };

    private static IResult Release(PluginHost host, string id)
    {
        if (host.Runners.FirstOrDefault(runner => runner.Id == id) is not { } runner)
        {
            return Results.NotFound(new { error = $"No plugin '{id}' runs here. GET /_gateway/plugins lists them." });
        }

        var released = runner.Health.Release();
        host.Tell("plugin.release", id, released);
        return released
            ? Results.Json(new { id, status = runner.Health.Status })
            : Results.Conflict(new { error = $"'{id}' is {runner.Health.Status}, not quarantined." });
    }
}

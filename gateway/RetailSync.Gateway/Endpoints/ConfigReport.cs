using System.Text.Json;
using RetailSync.Gateway.Configuration;
using RetailSync.Gateway.Pipeline;

namespace RetailSync.Gateway.Endpoints;

/// <summary>Tells operators which settings are in force and where each came from. Secrets are references and never resolved here.</summary>
internal static class ConfigReport
{
    /// <summary>The whole report of <c>/_gateway/config</c>.</summary>
    public static object Describe(SnapshotStore store, PlanBuilder plans)
    {
        var (snapshot, status) = (store.Current, store.Status);
        return new
        {
            snapshot.Revision,
            snapshot.LoadedAt,
            LastAttempt = new { status.At, Applied = status.Faults.Count == 0, status.Revision, status.Faults },
            Contracts = snapshot.Contracts.Values.OrderBy(contract => contract.Id, StringComparer.Ordinal).Select(contract => new { contract.Id, contract.Hash, contract.File, Operations = contract.Operations.Count }),
            Events = Events(snapshot),
            Routes = snapshot.Plans.Values.OrderBy(plan => plan.Facts.RouteId, StringComparer.Ordinal).Select(plan => Describe(plan, snapshot.Effective[plan.Facts.RouteId], plans)),
        };
    }

    /// <summary>A short list of the routes.</summary>
    public static object Routes(GatewaySnapshot snapshot) => snapshot.Routes.OrderBy(route => route.RouteId, StringComparer.Ordinal).Select(route => new
    {
        route.RouteId,
        route.Match.Path,
        route.ClusterId,
        Contract = snapshot.Plans[route.RouteId].Facts.Contract?.Id,
        snapshot.Plans[route.RouteId].Facts.IsPublic,
        Policies = snapshot.Plans[route.RouteId].Chain.Ids,
    });

    private static object Events(GatewaySnapshot snapshot)
    {
        var declared = snapshot.Contracts.Values.SelectMany(contract => contract.Operations).Select(operation => operation.Event?.Type).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return new
        {
            Types = snapshot.Events.Count,
            Contracts = snapshot.Events.Values.GroupBy(contract => contract.ContractId, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new { Id = group.Key, Types = group.Count() }),

            // Let through unjudged: nobody has said what their data is.
            WithoutContract = declared.Where(type => !snapshot.Events.ContainsKey(type)).Order(StringComparer.Ordinal),
        };
    }

    private static object Describe(RoutePlan plan, EffectivePolicies effective, PlanBuilder plans) => new
    {
        plan.Facts.RouteId,
        plan.Facts.ClusterId,
        Contract = plan.Facts.Contract?.Id,
        plan.Facts.IsPublic,
        plan.Fingerprint,
        Policies = plan.Chain.Ids.ToDictionary(id => id, id => (object)new
        {
            Settings = Bound(plans.Known.Single(registration => registration.Descriptor.Id == id), effective),
            Origins = effective.Settings.Where(setting => setting.Key.StartsWith(id + ':', StringComparison.OrdinalIgnoreCase))
                .ToDictionary(setting => setting.Key[(id.Length + 1)..], setting => setting.Value.Origin),
        }),
    };

    // Bound again rather than kept: the report shows the built-in defaults too, and nobody pays for it until it is asked for.
    private static JsonElement Bound(PolicyRegistration registration, EffectivePolicies effective)
    {
        var options = effective.Section(registration.Descriptor.Id).Get(registration.OptionsType) ?? Activator.CreateInstance(registration.OptionsType)!;
        return JsonSerializer.SerializeToElement(options, registration.OptionsType, JsonSerializerOptions.Web);
    }
}

using System.Security.Cryptography;
using System.Text;
using RetailSync.Catalog;
using RetailSync.Contracts;
using RetailSync.Gateway.Pipeline;
using Yarp.ReverseProxy.Configuration;

namespace RetailSync.Gateway.Configuration;

/// <summary>Reads configuration, contracts and landscape together and works out everything that a request will need. One load at a time.</summary>
internal sealed class SnapshotLoader(GatewayFiles files, PlanBuilder plans, ClusterUpstreamReader upstreams, IConfigValidator validator, OwnEndpoints own, IServiceProviderIsService services, TimeProvider clock)
{
    /// <summary>The key in a route's metadata that names its contract.</summary>
    public const string ContractKey = "Contract";

    /// <summary>The key in a route's metadata by which YARP notices that a plan has changed.</summary>
    public const string FingerprintKey = "retailsync.plan";

    private readonly ContractCache _contracts = new();
    private readonly ContractCache _eventContracts = new();

    /// <summary>Loads everything. With any fault at all, nothing is returned; the faults are complete.</summary>
    public async Task<GatewaySnapshot?> LoadAsync(GatewaySnapshot? previous, ICollection<ConfigFault> faults)
    {
        var found = new List<ConfigFault>();
        var snapshot = await TryLoadAsync(previous, found);
        foreach (var fault in found)
        {
            faults.Add(files.Shorten(fault));
        }

        return snapshot;
    }

    private async Task<GatewaySnapshot?> TryLoadAsync(GatewaySnapshot? previous, List<ConfigFault> faults)
    {
        if (files.Read(faults) is not { } configuration)
        {
            return null;
        }

        var contracts = ContractFolder.Read(files.ContractsFolder(configuration), _contracts, faults);
        var events = EventContractFolder.Read(files.ContractsFolder(configuration), _eventContracts, faults);
        var landscape = LandscapeReader.Read(files.LandscapeFolder(configuration), faults);
        LandscapeReader.Check(landscape, [.. contracts.Keys], faults);
        var (routes, clusters) = ProxySection.Read(configuration, faults);
        await ProxySection.CheckAsync(validator, routes, clusters, faults);

        var loading = new Loading(configuration, contracts, events, landscape, previous, faults);
        var cluster = clusters.ToDictionary(
            c => c.ClusterId,
            c => upstreams.Read(configuration.GetSection($"ReverseProxy:Clusters:{c.ClusterId}:Upstream"), faults),
            StringComparer.OrdinalIgnoreCase);
        foreach (var route in routes)
        {
            LoadRoute(loading, route, cluster.GetValueOrDefault(route.ClusterId ?? ""));
        }

        ActivityTimes.Check(clusters, loading.Plans.Values, loading.EffectiveByRoute, faults);
        LoadOwnEndpoints(loading);
        LoadRouteless(loading);
        if (faults.Count > 0)
        {
            return null;
        }

        upstreams.KeepOnly(cluster.Values);
        return Publish(loading, clusters);
    }

    private void LoadRoute(Loading loading, RouteConfig route, ClusterUpstream? upstream)
    {
        var path = $"ReverseProxy:Routes:{route.RouteId}";
        var effective = loading.Effective(path);
        IContract? contract = null;
        if (route.Metadata?.TryGetValue(ContractKey, out var id) == true && !loading.Contracts.TryGetValue(id, out contract))
        {
            loading.Faults.Add(new ConfigFault($"{path}:Metadata:{ContractKey}", $"no contract has the id '{id}'. Known: {string.Join(", ", loading.Contracts.Keys.Order())}."));
        }

        var version = contract is null ? VersionByPath(loading.Landscape, route.Match.Path) : loading.Landscape.FindVersion(contract.Id);
        if (contract is not null && version is not null && route.Match.Path?.StartsWith(version.PathPrefix + "/", StringComparison.OrdinalIgnoreCase) == false)
        {
            loading.Faults.Add(new ConfigFault($"{path}:Match:Path", $"routes of {contract.Id} must lie under {version.PathPrefix}/."));
        }

        var facts = new RouteFacts
        {
            RouteId = route.RouteId,
            ClusterId = route.ClusterId ?? "",
            Path = route.Match.Path ?? "",
            Contract = contract,
            Version = version,
            MaxBodyBytes = route.MaxRequestBodySize,
            ForwardsCredentials = upstream?.Settings is { ForwardAuthorization: true } or { ForwardCookies: true },
            IsPublic = effective.IsPublic,
            HonoursKey = upstream?.Settings.HonoursKey is not null,
            HasJournal = services.IsService(typeof(IJournal)),
        };
        if (plans.Build(facts, effective, $"{path}:Policies", upstream, loading.Previous?.Plans.GetValueOrDefault(route.RouteId), loading.Faults) is { } plan)
        {
            loading.Plans[route.RouteId] = plan;
            var metadata = new Dictionary<string, string>(route.Metadata ?? new Dictionary<string, string>()) { [FingerprintKey] = plan.Fingerprint };
            loading.Routes.Add(route with { Metadata = metadata });
        }
    }

    private void LoadOwnEndpoints(Loading loading)
    {
        foreach (var endpoint in own.All)
        {
            var path = $"Product:{endpoint.Name}:Policies";
            var extra = new Dictionary<string, string?> { [$"{path}:{EffectivePolicies.PublicKey}"] = endpoint.IsPublic ? "true" : "false" };
            if (endpoint.AnyCaller)
            {
                extra[$"{path}:authorize:AnyCaller"] = "true";
            }

            for (var i = 0; i < endpoint.Scopes.Length; i++)
            {
                extra[$"{path}:authorize:Scopes:{i}"] = endpoint.Scopes[i];
            }

            var effective = new EffectivePolicies(loading.Configuration.GetSection("Policies"), new ConfigurationBuilder().AddInMemoryCollection(extra).Build().GetSection(path));
            var facts = new RouteFacts { RouteId = endpoint.Name, IsPublic = endpoint.IsPublic };
            if (plans.Build(facts, effective, path, null, loading.Previous?.ProductPlans.GetValueOrDefault(endpoint.Name), loading.Faults) is { } plan)
            {
                loading.Own[endpoint.Name] = plan;
            }
        }
    }

    // Identify, then life: late callers of a retired version are told so by name, whether or not its route still stands.
    private void LoadRouteless(Loading loading)
    {
        var routed = loading.Plans.Values.Select(plan => plan.Facts.Version?.PathPrefix).ToHashSet();
        foreach (var version in loading.Landscape.Apis.SelectMany(api => api.Versions.Values).Where(version => version.Stage == LifeStage.Retired && !routed.Contains(version.PathPrefix)))
        {
            var path = $"Retired:{version.PathPrefix}:Policies";
            var effective = new EffectivePolicies(loading.Configuration.GetSection("Policies"), new ConfigurationBuilder().Build().GetSection(path));
            var facts = new RouteFacts { RouteId = $"retired {version.PathPrefix}", Version = version };
            if (plans.Build(facts, effective, path, null, loading.Previous?.RoutelessPlans.GetValueOrDefault(version.PathPrefix), loading.Faults, IdentifyAndLife) is { } plan)
            {
                loading.Routeless[version.PathPrefix] = plan;
            }
        }
    }

    private static bool IdentifyAndLife(PolicyDescriptor policy) => policy.Request is RequestStage.Identify or RequestStage.Life;

    private GatewaySnapshot Publish(Loading loading, IReadOnlyList<ClusterConfig> clusters)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in loading.Configuration.AsEnumerable().OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.Append(key).Append('=').AppendLine(value);
        }

        foreach (var contract in loading.Contracts.Values.OrderBy(contract => contract.Id, StringComparer.Ordinal))
        {
            text.AppendLine(contract.Hash);
        }

        foreach (var (_, contract) in loading.Events.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.AppendLine(contract.DataSchema);
        }

        text.Append(System.Text.Json.JsonSerializer.Serialize(new { loading.Landscape.Systems, loading.Landscape.Apis, loading.Landscape.Consumers.All }));
        return new GatewaySnapshot
        {
            Revision = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..12],
            LoadedAt = clock.GetUtcNow(),
            Landscape = loading.Landscape,
            Contracts = loading.Contracts,
            Events = loading.Events,
            Routes = loading.Routes,
            Clusters = ActivityTimes.Align(clusters, loading.Plans.Values),
            Plans = loading.Plans,
            ProductPlans = loading.Own,
            RoutelessPlans = loading.Routeless,
            Effective = loading.EffectiveByRoute,
        };
    }

    private static ApiVersion? VersionByPath(ILandscape landscape, string? path) =>
        path is null || landscape.FindApi(path) is not { } api
            ? null
            : api.Versions.Values.FirstOrDefault(version => path.StartsWith(version.PathPrefix + "/", StringComparison.OrdinalIgnoreCase));

    private sealed record Loading(
        IConfiguration Configuration,
        IReadOnlyDictionary<string, IContract> Contracts,
        IReadOnlyDictionary<string, IEventContract> Events,
        ILandscape Landscape,
        GatewaySnapshot? Previous,
        ICollection<ConfigFault> Faults)
    {
        public List<RouteConfig> Routes { get; } = [];

        public Dictionary<string, RoutePlan> Plans { get; } = new(StringComparer.OrdinalIgnoreCase);

        public Dictionary<string, RoutePlan> Own { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, RoutePlan> Routeless { get; } = new(StringComparer.OrdinalIgnoreCase);

        public Dictionary<string, EffectivePolicies> EffectiveByRoute { get; } = new(StringComparer.OrdinalIgnoreCase);

        public EffectivePolicies Effective(string path) =>
            EffectiveByRoute[path["ReverseProxy:Routes:".Length..]] = new EffectivePolicies(Configuration.GetSection("Policies"), Configuration.GetSection($"{path}:Policies"));
    }
}

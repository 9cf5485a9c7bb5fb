using Microsoft.Extensions.Primitives;
using RetailSync.Gateway.Pipeline;
using RetailSync.Gateway.Telemetry;
using Yarp.ReverseProxy.Configuration;

namespace RetailSync.Gateway.Configuration;

/// <summary>Holds the snapshot in force, replaces it whole, and hands its routes to YARP. Safe to use from many threads; loads run one at a time.</summary>
internal sealed partial class SnapshotStore(SnapshotLoader loader, GatewayMetrics metrics, TimeProvider clock, ILogger<SnapshotStore> logger)
    : ISnapshotSource, IProxyConfigProvider, IConfigChangeListener, IDisposable
{
    // Swapping endpoints takes milliseconds; past this, something is stuck, and the status must say so rather than wait.
    private static readonly TimeSpan ApplyPatience = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _loading = new(1, 1);
    private ProxyConfig? _proxy;
    private volatile GatewaySnapshot? _current;
    private volatile GatewaySnapshot? _replaced;
    private volatile TaskCompletionSource<string?>? _applying;
    private volatile bool _routesFollow;
    private volatile LoadStatus _status = new(clock.GetUtcNow(), []);

    /// <inheritdoc/>
    ISnapshot ISnapshotSource.Current => Current;

    /// <summary>The snapshot in force.</summary>
    /// <exception cref="InvalidOperationException">Nothing was loaded yet.</exception>
    public GatewaySnapshot Current => _current ?? throw new InvalidOperationException("No configuration was loaded yet.");

    /// <summary>How the last load went.</summary>
    public LoadStatus Status => _status;

    /// <summary>Loads; what has any fault changes nothing. Returns the faults, none when the new settings are in force.</summary>
    public async Task<IReadOnlyList<ConfigFault>> LoadAsync(CancellationToken cancellationToken = default)
    {
        await _loading.WaitAsync(cancellationToken);
        try
        {
            var found = new List<ConfigFault>();
            var loaded = await loader.LoadAsync(_current, found);
            if (loaded is not null && loaded.Revision != _current?.Revision && await ApplyAsync(loaded) is { } unapplied)
            {
                found.Add(unapplied);
            }

            IReadOnlyList<ConfigFault> faults = [.. found.Distinct()];
            _status = new LoadStatus(clock.GetUtcNow(), faults, _current?.Revision);
            metrics.Loaded(applied: faults.Count == 0);
            if (faults.Count > 0 && _current is { } kept)
            {
                // At the start the faults are told by whoever starts; there is nothing that stays in force.
                LogRefused(kept.Revision, string.Join(Environment.NewLine, faults));
            }

            return faults;
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <inheritdoc/>
    void IConfigChangeListener.ConfigurationLoadingFailed(IProxyConfigProvider configProvider, Exception exception) => _applying?.TrySetResult(exception.Message);

    /// <inheritdoc/>
    void IConfigChangeListener.ConfigurationLoaded(IReadOnlyList<IProxyConfig> proxyConfigs) => _routesFollow = true;

    /// <inheritdoc/>
    void IConfigChangeListener.ConfigurationApplied(IReadOnlyList<IProxyConfig> proxyConfigs) => _applying?.TrySetResult(null);

    /// <inheritdoc/>
    void IConfigChangeListener.ConfigurationApplyingFailed(IReadOnlyList<IProxyConfig> proxyConfigs, Exception exception) => _applying?.TrySetResult(exception.Message);

    /// <summary>The plan that belongs to exactly this version of the route.</summary>
    public RoutePlan PlanFor(RouteConfig route)
    {
        // The first request builds the routes, and a reload may come just then: what is being built may belong to the snapshot before.
        var fingerprint = route.Metadata![SnapshotLoader.FingerprintKey];
        foreach (var snapshot in (ReadOnlySpan<GatewaySnapshot?>)[_current, _replaced])
        {
            if (snapshot?.Plans.GetValueOrDefault(route.RouteId) is { } plan && plan.Fingerprint == fingerprint)
            {
                return plan;
            }
        }

        throw new InvalidOperationException($"The plan of route {route.RouteId} was replaced while it was being applied.");
    }

    /// <inheritdoc/>
    public IProxyConfig GetConfig() => _proxy ?? throw new InvalidOperationException("No configuration was loaded yet.");

    /// <inheritdoc/>
    public void Dispose() => _loading.Dispose();

    // Puts the snapshot in force and waits until its routes are, too: who is told that a change was applied may rely on it with the next request.
    private async Task<ConfigFault?> ApplyAsync(GatewaySnapshot loaded)
    {
        var before = _current;
        _replaced = before;
        _current = loaded;
        var applying = _applying = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        Interlocked.Exchange(ref _proxy, new ProxyConfig(loaded))?.SignalChange();
        if (before is not null && _routesFollow && await OutcomeAsync(applying.Task) is { } failure)
        {
            _current = before;
            return new ConfigFault("ReverseProxy", $"the routes could not be replaced: {failure}");
        }

        if (_routesFollow)
        {
            _replaced = null;
        }

        LogApplied(loaded.Revision, loaded.Routes.Count, loaded.Contracts.Count);
        return null;
    }

    private async Task<string?> OutcomeAsync(Task<string?> applying)
    {
        try
        {
            return await applying.WaitAsync(ApplyPatience, clock);
        }
        catch (TimeoutException)
        {
            return $"they were not in place after {ApplyPatience.TotalSeconds:0} seconds.";
        }
    }

    [LoggerMessage(LogLevel.Warning, "Configuration refused; revision {Revision} stays in force. Faults:\n{Faults}", EventName = "config.refused")]
    private partial void LogRefused(string revision, string faults);

    [LoggerMessage(LogLevel.Information, "Configuration {Revision} in force: {Routes} routes, {Contracts} contracts.", EventName = "config.applied")]
    private partial void LogApplied(string revision, int routes, int contracts);

    private sealed class ProxyConfig : IProxyConfig
    {
        private readonly ConfigurationReloadToken _changed = new();

        public ProxyConfig(GatewaySnapshot snapshot)
        {
            Routes = snapshot.Routes;
            Clusters = snapshot.Clusters;
            RevisionId = snapshot.Revision;
        }

        /// <inheritdoc/>
        public string RevisionId { get; }

        /// <inheritdoc/>
        public IReadOnlyList<RouteConfig> Routes { get; }

        /// <inheritdoc/>
        public IReadOnlyList<ClusterConfig> Clusters { get; }

        /// <inheritdoc/>
        public IChangeToken ChangeToken => _changed;

        public void SignalChange() => _changed.OnReload();
    }
}

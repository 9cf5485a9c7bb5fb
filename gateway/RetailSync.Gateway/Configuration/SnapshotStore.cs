using Microsoft.Extensions.Primitives;
using RetailSync.Gateway.Pipeline;
using RetailSync.Gateway.Telemetry;
using Yarp.ReverseProxy.Configuration;

namespace RetailSync.Gateway.Configuration;

/// <summary>Holds the snapshot in force, replaces it whole, and hands its routes to YARP. Safe to use from many threads; loads run one at a time.</summary>
internal sealed partial class SnapshotStore(SnapshotLoader loader, GatewayMetrics metrics, TimeProvider clock, ILogger<SnapshotStore> logger)
    : ISnapshotSource, IProxyConfigProvider, IDisposable
{
    private readonly SemaphoreSlim _loading = new(1, 1);
    private ProxyConfig? _proxy;
    private volatile GatewaySnapshot? _current;
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
            IReadOnlyList<ConfigFault> faults = [.. found.Distinct()];
            _status = new LoadStatus(clock.GetUtcNow(), faults);
            metrics.Loaded(applied: loaded is not null);
            if (loaded is null)
            {
                if (_current is { } kept)
                {
                    // At the start the faults are told by whoever starts; there is nothing that stays in force.
                    LogRefused(kept.Revision, string.Join(Environment.NewLine, faults));
                }

                return faults;
            }

            if (loaded.Revision != _current?.Revision)
            {
                _current = loaded;
                var replaced = Interlocked.Exchange(ref _proxy, new ProxyConfig(loaded));
                replaced?.SignalChange();
                LogApplied(loaded.Revision, loaded.Routes.Count, loaded.Contracts.Count);
            }

            return faults;
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <summary>The plan that belongs to exactly this version of the route.</summary>
    public RoutePlan PlanFor(RouteConfig route)
    {
        var plan = Current.Plans[route.RouteId];
        return plan.Fingerprint == route.Metadata![SnapshotLoader.FingerprintKey]
            ? plan
            : throw new InvalidOperationException($"The plan of route {route.RouteId} was replaced while it was being applied.");
    }

    /// <inheritdoc/>
    public IProxyConfig GetConfig() => _proxy ?? throw new InvalidOperationException("No configuration was loaded yet.");

    /// <inheritdoc/>
    public void Dispose() => _loading.Dispose();

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

using System.Threading.Channels;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace RetailSync.Gateway.Configuration;

/// <summary>Loads again when <c>yarp.json</c>, a contract or a landscape file changes.</summary>
internal sealed partial class ReloadWatcher(GatewayFiles files, SnapshotStore store, Plugins.PluginHost plugins, TimeProvider clock, ILogger<ReloadWatcher> logger) : BackgroundService
{
    // Editors write a file in several steps, and a deployment writes several files.
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(250);

    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly List<IDisposable> _watches = [];

    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        // Here and not in ExecuteAsync, which may begin long after the host has started: a change until then would be missed.
        var configuration = files.Read([])!;
        _watches.Add(new FileWatch(files.ConfigFile, () => _changes.Writer.TryWrite(true)));
        Watch(new PhysicalFileProvider(files.ContractsFolder(configuration)), "**/*");
        Watch(new PhysicalFileProvider(files.LandscapeFolder(configuration)), "**/*");
        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _watches.ForEach(watch => watch.Dispose());
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await _changes.Reader.WaitToReadAsync(stoppingToken))
            {
                await Task.Delay(Quiet, clock, stoppingToken);

                // Taken before the load: a change during it asks for another.
                _changes.Reader.TryRead(out _);
                await LoadAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The gateway stops.
        }
    }

    private void Watch(PhysicalFileProvider provider, string pattern)
    {
        _watches.Add(ChangeToken.OnChange(() => provider.Watch(pattern), () => _changes.Writer.TryWrite(true)));
        _watches.Add(provider);
    }

    private async Task LoadAsync(CancellationToken stoppingToken)
    {
        try
        {
            var faults = await store.LoadAsync(stoppingToken);
            plugins.Tell("config.reload", store.Current.Revision, applied: faults.Count == 0);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException && !stoppingToken.IsCancellationRequested)
        {
            // A load must never end the watch: the next change may be the repair.
            LogFailed(fault);
        }
    }

    [LoggerMessage(LogLevel.Error, "Loading the configuration failed unexpectedly; the old settings stay in force.", EventName = "config.failed")]
    private partial void LogFailed(Exception fault);
}

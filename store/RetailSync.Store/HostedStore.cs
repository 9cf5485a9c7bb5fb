using System.Data.Common;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RetailSync.Store.Settings;

namespace RetailSync.Store;

/// <summary>The host's store: opened before any service of the host starts, closed with the services, after all of them have stopped.</summary>
internal sealed class HostedStore(StoreSettings settings, TimeProvider clock, ILoggerFactory loggers, IMeterFactory meters) : IStore, IHostedLifecycleService
{
    private IStore? _opened;

    /// <inheritdoc/>
    public StoreKind Kind => settings.Options.Provider;

    /// <inheritdoc/>
    public long Epoch => Opened.Epoch;

    /// <inheritdoc/>
    public string? Trouble => Opened.Trouble;

    /// <inheritdoc/>
    public bool IsFenced => Opened.IsFenced;

    private IStore Opened => _opened ?? throw new InvalidOperationException("The store is opened when the host starts; nothing may use it before.");

    /// <inheritdoc/>
    public async Task StartingAsync(CancellationToken cancellationToken) => _opened ??= await StoreOpener.OpenAsync(settings, clock, loggers, cancellationToken, meters);

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<IReadOnlyList<int>> WriteAsync(StoreWrite write, CancellationToken cancellationToken) => Opened.WriteAsync(write, cancellationToken);

    /// <inheritdoc/>
    public Task<T> ReadAsync<T>(Func<DbConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken) => Opened.ReadAsync(read, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<long>> DeadEpochsAsync(IReadOnlyCollection<long> epochs, CancellationToken cancellationToken) => Opened.DeadEpochsAsync(epochs, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<DateTimeOffset> NowAsync(CancellationToken cancellationToken) => Opened.NowAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<StoreTime> TimeAsync(CancellationToken cancellationToken) => Opened.TimeAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _opened?.DisposeAsync() ?? ValueTask.CompletedTask;
}

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RetailSync.Events.Journal;
using RetailSync.Events.Subscriptions;

namespace RetailSync.Events.Delivery;

/// <summary>Keeps one runner for each active subscription that no other gateway delivers. Safe to use from many threads.</summary>
internal sealed partial class DeliveryService(SubscriptionStore subscriptions, TargetFactory targets, RunnerServices services, ILogger<DeliveryService> logger) : IHostedService, IDisposable
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);
    private readonly Dictionary<string, Running> _running = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _wake = new(0, 1);
    private Task _loop = Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _loop = LoopAsync();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await Task.WhenAny(_loop, Task.Delay(Timeout.InfiniteTimeSpan, services.Clock, cancellationToken));
    }

    /// <summary>Looks at once for changes to subscriptions and for what persons decided.</summary>
    public void Wake(string? subscription = null)
    {
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake already.
        }

        if (subscription is not null)
        {
            Find(subscription)?.Wake();
        }
    }

    /// <summary>What delivers a subscription here; null: nothing here does.</summary>
    public SubscriptionRunner? Find(string subscription)
    {
        lock (_lock)
        {
            return _running.GetValueOrDefault(subscription)?.Runner;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopping.Dispose();
        _wake.Dispose();
    }

    private async Task LoopAsync()
    {
        var stopping = _stopping.Token;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await LookAsync(stopping);
            }
            catch (Exception trouble) when (StoreReading.IsTrouble(trouble) || trouble is OperationCanceledException)
            {
                LogTrouble(trouble.Message);
            }

            try
            {
                await _wake.WaitAsync(LookInterval, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                break;
            }
        }

        await Task.WhenAll(Snapshot().Select(one => EndAsync(one.Key, one.Value)));
    }

    private async Task LookAsync(CancellationToken stopping)
    {
        var wanted = (await subscriptions.ListAsync(stopping)).ToDictionary(one => one.Id, StringComparer.Ordinal);
        var obsolete = Snapshot().Where(one => one.Value.Task.IsCompleted || !wanted.TryGetValue(one.Key, out var now) || now.Revision != one.Value.Runner.Subscription.Revision || now.State != "active");
        await Task.WhenAll(obsolete.Select(one => EndAsync(one.Key, one.Value)));
        foreach (var subscription in wanted.Values.Where(one => one.State == "active" && Find(one.Id) is null))
        {
            if (targets.Create(subscription) is { } target && await services.Progress.ClaimAsync(subscription.Id, stopping))
            {
                Begin(new SubscriptionRunner(subscription, target, services));
            }
        }
    }

    private void Begin(SubscriptionRunner runner)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        var task = Task.Run(() => RunAsync(runner, stop.Token), CancellationToken.None);
        lock (_lock)
        {
            _running.Add(runner.Subscription.Id, new Running(runner, task, stop));
        }
    }

    private async Task RunAsync(SubscriptionRunner runner, CancellationToken stop)
    {
        try
        {
            await runner.RunAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped before it had begun.
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // The service begins it anew from what was kept; the others go on.
            LogFault(runner.Subscription.Id, fault);
        }
    }

    private async Task EndAsync(string id, Running running)
    {
        await running.Stop.CancelAsync();
        await running.Task;
        lock (_lock)
        {
            _running.Remove(id);
        }

        running.Stop.Dispose();
        try
        {
            await services.Progress.ReleaseAsync(id, CancellationToken.None);
        }
        catch (Exception trouble) when (StoreReading.IsTrouble(trouble))
        {
            // Others take it over once this process is gone.
            LogTrouble(trouble.Message);
        }
    }

    private List<KeyValuePair<string, Running>> Snapshot()
    {
        lock (_lock)
        {
            return [.. _running];
        }
    }

    [LoggerMessage(LogLevel.Warning, "Deliveries wait for the store: {Reason}", EventName = "delivery.waits")]
    private partial void LogTrouble(string reason);

    [LoggerMessage(LogLevel.Error, "Delivery of subscription {Subscription} failed in a way that is not foreseen, and begins anew.", EventName = "delivery.runner-fault")]
    private partial void LogFault(string subscription, Exception fault);

    private sealed record Running(SubscriptionRunner Runner, Task Task, CancellationTokenSource Stop);
}

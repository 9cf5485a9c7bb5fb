using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RetailSync.Events.Journal;
using RetailSync.Store;

namespace RetailSync.Events.Queueing;

/// <summary>Starts what is due of the accepted changes, in turn over the routes, so that a system that is down or slow keeps no other's changes waiting.</summary>
internal sealed partial class ForwardService(IStore store, Forwarder forwarder, QueueWake wake, QueueMetrics metrics, JournalOptions options, TimeProvider clock, ILogger<ForwardService> logger)
    : BackgroundService
{
    private readonly ConcurrentDictionary<Guid, Task> _working = [];
    private string _last = "";
    private bool _isAway;

    /// <summary>One turn: starts what is due and has room. Returns when it is started.</summary>
    public async Task TurnAsync(CancellationToken cancellationToken)
    {
        try
        {
            await StartDueAsync(cancellationToken);
            _isAway = false;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException && !cancellationToken.IsCancellationRequested)
        {
            // Whatever it is, the next turn must come: accepted changes wait for it. Said once while it lasts.
            if (!_isAway)
            {
                LogAway(fault);
            }

            _isAway = true;
        }
    }

    /// <summary>Waits for the changes that are under way.</summary>
    public Task WhenIdleAsync() => Task.WhenAll(_working.Values);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var woken = wake.WaitAsync(stoppingToken);
            while (true)
            {
                await TurnAsync(stoppingToken);
                using var tick = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                await Task.WhenAny(woken, Task.Delay(TimeSpan.FromSeconds(options.QueueSeconds), clock, tick.Token));
                await tick.CancelAsync();
                stoppingToken.ThrowIfCancellationRequested();
                woken = woken.IsCompleted ? wake.WaitAsync(stoppingToken) : woken;
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await WhenIdleAsync();
        }
    }

    private async Task StartDueAsync(CancellationToken cancellationToken)
    {
        var waiting = await store.ListAsync("select route, waiting from queue_route where waiting > 0 order by route", row => (Route: row.GetString(0), Count: row.GetInt64(1)), cancellationToken);
        metrics.Waiting(waiting.Sum(route => route.Count));
        var free = options.QueueConcurrency - _working.Count;
        if (free <= 0 || waiting.Count == 0)
        {
            return;
        }

        // Each turn begins behind the route at which the last one ended.
        var now = await store.NowAsync(cancellationToken);
        var due = new List<Queue<(string Route, Guid Id)>>();
        foreach (var (route, _) in waiting.Where(route => string.CompareOrdinal(route.Route, _last) > 0).Concat(waiting.Where(route => string.CompareOrdinal(route.Route, _last) <= 0)))
        {
            var room = Math.Min(free, forwarder.RouteOf(route).Room(now, options.QueueRouteConcurrency));
            if (room > 0)
            {
                var heads = await store.ListAsync(QueueSql.Heads, row => (route, Guid.Parse(row.GetString(0))), cancellationToken, ("route", route), ("now", Times.ToStore(now)), ("limit", room));
                due.Add(new Queue<(string, Guid)>(heads.Where(head => !_working.ContainsKey(head.Item2))));
            }
        }

        for (var i = 0; free > 0 && due.Any(queue => queue.Count > 0); i++)
        {
            if (due[i % due.Count].TryDequeue(out var next))
            {
                Start(next.Route, next.Id);
                (_last, free) = (next.Route, free - 1);
            }
        }
    }

    private void Start(string route, Guid id)
    {
        forwarder.RouteOf(route).Begin();
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _working[id] = ForwardAsync(route, id, started.Task);
        started.SetResult();
    }

    private async Task ForwardAsync(string route, Guid id, Task started)
    {
        await started;
        try
        {
            await forwarder.TryAsync(route, id);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // One change's trouble must not end the others. Taken, it is settled by the recovery; otherwise it is still in its place.
            LogFault(id, fault);
        }
        finally
        {
            forwarder.RouteOf(route).End();
            _working.TryRemove(id, out _);
            wake.Raise();
        }
    }

    [LoggerMessage(LogLevel.Error, "Accepted changes could not be looked for; it goes on trying.", EventName = "queue.away")]
    private partial void LogAway(Exception fault);

    [LoggerMessage(LogLevel.Error, "Accepted change {Operation} could not be sent.", EventName = "queue.fault")]
    private partial void LogFault(Guid operation, Exception fault);
}

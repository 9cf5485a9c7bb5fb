using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RetailSync.Events.Journal;
using RetailSync.Events.Resolving;
using RetailSync.Store;

namespace RetailSync.Events.Recovery;

/// <summary>Settles what was left behind at the start and every few seconds, and has unknown outcomes found out.</summary>
internal sealed partial class RecoveryService(
    IStore store, SealCheck sealCheck, Takeover takeover, Resolver resolver, EventRebuilder rebuilder, EventMaker maker, JournalWake wake, JournalOptions options, TimeProvider clock,
    ILogger<RecoveryService> logger) : BackgroundService
{
    private const int Due = 64;

    private readonly ConcurrentDictionary<Guid, Task> _working = [];
    private string? _rebuiltWith;
    private bool _isAway;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The key that the store's bodies were sealed with is not here.</exception>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // Before the first request: what a dead process left in its lanes must be unknown, not merely under way.
        await sealCheck.RunAsync(cancellationToken);
        await TurnAsync(takeover.RunAsync, cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>One turn: takes over, starts what is due, rebuilds when contracts have changed. Returns when the turn's own work is done; resolvers may still run.</summary>
    public async Task TurnAsync(CancellationToken cancellationToken)
    {
        await TurnAsync(takeover.RunAsync, cancellationToken);
        await TurnAsync(StartDueAsync, cancellationToken);
        if (_rebuiltWith != maker.Revision)
        {
            await TurnAsync(RebuildAsync, cancellationToken);
        }
    }

    /// <summary>Waits for the resolvers that run.</summary>
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
                await Task.WhenAny(woken, Task.Delay(TimeSpan.FromSeconds(options.RecoverySeconds), clock, tick.Token));
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

    private async Task RebuildAsync(CancellationToken cancellationToken)
    {
        var revision = maker.Revision;
        await rebuilder.RunAsync(cancellationToken);
        _rebuiltWith = revision;
    }

    private async Task StartDueAsync(CancellationToken cancellationToken)
    {
        var free = options.ResolveConcurrency - _working.Count;
        if (free <= 0)
        {
            return;
        }

        var now = Times.ToStore(await store.NowAsync(cancellationToken));
        var due = await store.ListAsync(
            $"select id from operation where state = 3 and (next_attempt_at is null or next_attempt_at <= @now) and (leased_until is null or leased_until <= @now) order by next_attempt_at limit {Due}",
            row => Guid.Parse(row.GetString(0)), cancellationToken, ("now", now));
        foreach (var id in due.Where(id => !_working.ContainsKey(id)).Take(free))
        {
            var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _working[id] = ResolveAsync(id, started.Task, cancellationToken);
            started.SetResult();
        }
    }

    private async Task ResolveAsync(Guid id, Task started, CancellationToken cancellationToken)
    {
        await started;
        try
        {
            await resolver.TryAsync(id, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The lease ends by itself, or with this process's epoch.
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // One operation's trouble must not end the recovery of the others. It is tried again when its lease has ended.
            LogFault(id, fault);
        }
        finally
        {
            _working.TryRemove(id, out _);
            if (_working.IsEmpty)
            {
                wake.Raise();
            }
        }
    }

    private async Task TurnAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work(cancellationToken);
            _isAway = false;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // Whatever it is, the next turn must come: unknown outcomes wait for it. Said once while it lasts.
            if (!_isAway)
            {
                LogAway(fault);
            }

            _isAway = true;
        }
    }

    [LoggerMessage(LogLevel.Error, "The recovery could not do its work; it goes on trying.", EventName = "recovery.trouble")]
    private partial void LogAway(Exception fault);

    [LoggerMessage(LogLevel.Error, "The outcome of operation {Operation} could not be found out.", EventName = "recovery.fault")]
    private partial void LogFault(Guid operation, Exception fault);
}

using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using RetailSync.Events.Delivery.Dispatch;
using RetailSync.Events.Delivery.Targets;
using RetailSync.Events.Journal;
using RetailSync.Events.Log;
using RetailSync.Events.Subscriptions;

namespace RetailSync.Events.Delivery;

/// <summary>Delivers one subscription: one loop that feeds the dispatcher, makes the attempts that it asks for, and keeps how far it is. Run once, then disposed.</summary>
internal sealed partial class SubscriptionRunner
{
    private const int ReadChunk = 500;
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    private readonly Subscription _subscription;
    private readonly IDeliveryTarget _target;
    private readonly RunnerServices _services;
    private readonly ILogger<SubscriptionRunner> _logger;
    private readonly EventFilter _filter;
    private readonly ConcurrentQueue<(long Seq, SendResult? Result)> _ended = new();
    private readonly EventSignal _wake = new();
    private readonly HashSet<Task> _sends = [];
    private readonly Dictionary<long, string> _rounds = [];
    private readonly Queue<EventHead> _ahead = new();
    private readonly List<long> _skipped = [];
    private Dispatcher _dispatcher = null!;
    private Task<bool>? _saving;
    private (Checkpoint Checkpoint, List<long> Skipped)? _beingSaved;
    private bool _isDirty;
    private bool _hasMoved;
    private bool _isWaitingForShare;
    private bool _isTroubled;
    private bool _isLost;
    private string? _keptDisabled;
    private long _readTo;
    private DateTimeOffset _nextPoll;
    private DateTimeOffset _nextSave;

    /// <summary>Prepares it.</summary>
    public SubscriptionRunner(Subscription subscription, IDeliveryTarget target, RunnerServices services)
    {
        (_subscription, _target, _services, _logger) = (subscription, target, services, services.Logger);
        _filter = SubscriptionRules.ToFilter(subscription.Definition);
    }

    /// <summary>The subscription as it was when this began.</summary>
    public Subscription Subscription => _subscription;

    /// <summary>Until when the breaker keeps everything back; null while it is closed.</summary>
    public DateTimeOffset? BreakerOpenUntil { get; private set; }

    /// <summary>Looks at once for events and decisions.</summary>
    public void Wake() => _wake.Raise();

    /// <summary>Delivers until it is stopped, is disabled, or another process has taken over. What is under way gets some time to end, and progress is kept.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        if (!await LoadAsync(stopping))
        {
            return;
        }

        using var aborting = new CancellationTokenSource();
        using var share = _services.Share.Join(SubscriptionRules.Weights[_subscription.Definition.Class], Wake);
        while (!stopping.IsCancellationRequested && !_isLost && _keptDisabled is null)
        {
            var (appended, woken) = (_services.Signal.Next, _wake.Next);
            try
            {
                await TurnAsync(share, aborting.Token, stopping);
            }
            catch (Exception trouble) when (StoreReading.IsTrouble(trouble) || (trouble is OperationCanceledException && stopping.IsCancellationRequested))
            {
                _nextPoll = Now() + PollInterval;
                LogTrouble(_subscription.Id, trouble.Message);
            }

            if (!_isWaitingForShare)
            {
                share.Withdraw();
            }

            await PauseAsync(appended, woken, stopping);
        }

        await StopAsync(share, aborting);

        // Whoever delivers it next tells how it is.
        _services.Metrics.Ended(_subscription.Id);
    }

    private async Task<bool> LoadAsync(CancellationToken stopping)
    {
        if (await _services.Progress.LoadAsync(_subscription.Id, stopping) is not { } kept)
        {
            return false;
        }

        var pending = await _services.Log.HeadsAtAsync(kept.Pending, stopping);
        var options = SubscriptionRules.ToOptions(_subscription.Definition, _subscription.Rate) with { Window = _services.Options.Window };
        _dispatcher = new Dispatcher(options, kept, pending.Select(ToEvent));
        _readTo = kept.Position;
        return true;
    }

    private async Task TurnAsync(SendShare.Member share, CancellationToken aborting, CancellationToken stopping)
    {
        Drain(share);
        await FeedAsync(stopping);
        var now = Now();
        if (now >= _nextPoll)
        {
            _nextPoll = now + PollInterval;
            await PollAsync(stopping);
            await TellBacklogAsync(stopping);
        }

        do
        {
            Send(share, aborting);
        }
        while (await RefillAsync(stopping));

        await SaveAsync();
        BreakerOpenUntil = _dispatcher.BreakerOpenUntil;
    }

    private void Drain(SendShare.Member share)
    {
        while (_ended.TryDequeue(out var ended))
        {
            share.Leave();
            _isDirty = true;
            if (ended.Result is { } result)
            {
                _dispatcher.Finished(ended.Seq, result, Now());
            }
            else
            {
                _dispatcher.Abandoned(ended.Seq);
            }
        }

        _sends.RemoveWhere(send => send.IsCompleted);
    }

    private async Task TellBacklogAsync(CancellationToken stopping)
    {
        DateTimeOffset? oldest = _ahead.TryPeek(out var next) ? next.RecordedAt : null;
        if (_dispatcher.LowWatermark is var low && low < _dispatcher.Position && (await _services.Log.HeadsAsync(low, 1, stopping)) is [var head])
        {
            oldest = head.RecordedAt;
        }

        var age = oldest is { } since ? Now() - since : TimeSpan.Zero;
        var metrics = _services.Metrics;
        metrics.BacklogAge(_subscription.Id, age > TimeSpan.Zero ? age : TimeSpan.Zero);
        metrics.Pending(_subscription.Id, _dispatcher.Pending + Math.Max(0, await _services.Log.LastSeqAsync(stopping) - _dispatcher.Position));
        var stuck = _dispatcher.Stuck.CountBy(lane => lane.State).ToDictionary();
        metrics.StuckKeys(_subscription.Id, stuck.GetValueOrDefault(LaneState.Parked), stuck.GetValueOrDefault(LaneState.Blocked), stuck.GetValueOrDefault(LaneState.Defect));
    }

    private async Task PauseAsync(Task appended, Task woken, CancellationToken stopping)
    {
        var now = Now();
        var until = _nextPoll;
        if (!_isTroubled && _dispatcher.NextWake(now) is { } next && next < until && !_isWaitingForShare)
        {
            until = next;
        }

        if ((_isDirty && _saving is null ? _nextSave : until) is var save && save < until)
        {
            until = save;
        }

        if (until > now)
        {
            using var ends = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            await Task.WhenAny(woken, appended, _saving ?? woken, Task.Delay(until - now, _services.Clock, ends.Token));
            await ends.CancelAsync();
        }
    }

    private DateTimeOffset Now() => _services.Clock.GetUtcNow();

    private static DispatchEvent ToEvent(EventHead head) => new(head.Seq, head.Key, head.KeySeq, head.IsPlaceholder);

    [LoggerMessage(LogLevel.Warning, "Subscription {Subscription} waits for the store: {Reason}", EventName = "delivery.store")]
    private partial void LogTrouble(string subscription, string reason);

    [LoggerMessage(LogLevel.Warning, "Subscription {Subscription} is disabled: {Reason}", EventName = "delivery.disabled")]
    private partial void LogDisabled(string subscription, string reason);

    [LoggerMessage(LogLevel.Warning, "Subscription {Subscription}: the event {Seq} of the log was given up after {Attempts} attempts: {Reason}", EventName = "delivery.dead-letter")]
    private partial void LogDeadLetter(string subscription, long seq, int attempts, string reason);

    [LoggerMessage(LogLevel.Error, "Subscription {Subscription}: an attempt failed in a way that is not foreseen.", EventName = "delivery.fault")]
    private partial void LogFault(string subscription, Exception fault);
}

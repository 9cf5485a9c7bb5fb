using System.Diagnostics;
using RetailSync.Events.Delivery.Dispatch;
using RetailSync.Events.Delivery.Targets;
using RetailSync.Events.Journal;
using RetailSync.Events.Log;
using RetailSync.Gateway;

namespace RetailSync.Events.Delivery;

/// <content>Attempts, and keeping what came of them.</content>
internal sealed partial class SubscriptionRunner
{
    private void Send(SendShare.Member share, CancellationToken aborting)
    {
        _isWaitingForShare = false;
        while (!_isTroubled && _dispatcher.NextWake(Now()) is { } due && due <= Now())
        {
            if (!share.TryEnter())
            {
                _isWaitingForShare = true;
                return;
            }

            if (!_dispatcher.TryTake(Now(), out var send))
            {
                share.Leave();
                return;
            }

            _sends.Add(SendAsync(send, aborting));
        }
    }

    private async Task SendAsync(DueSend due, CancellationToken aborting)
    {
        SendResult? result = null;
        try
        {
            // On the pool: a target that works before its first wait must not hold up the loop.
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            var attempt = AttemptAsync(due, aborting);
            result = KnownMistakes.EarlyDelivery ? SendResult.Delivered : await attempt;
        }
        catch (OperationCanceledException) when (aborting.IsCancellationRequested)
        {
            // Given up by ourselves: it counts as not made, and is made again.
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // A target that breaks its promise must not stop the others' deliveries.
            LogFault(_subscription.Id, fault);
            result = new SendResult(SendVerdict.Retry, $"the attempt failed: {fault.GetType().Name}");
        }

        _ended.Enqueue((due.Event.Seq, result));
        Wake();
    }

    private async Task<SendResult> AttemptAsync(DueSend due, CancellationToken aborting)
    {
        StoredEvent? stored;
        try
        {
            stored = await _services.Log.ReadAsync(due.Event.Seq, aborting);
        }
        catch (Exception trouble) when (StoreReading.IsTrouble(trouble))
        {
            return new SendResult(SendVerdict.Throttled, "the store cannot be read", PollInterval);
        }

        if (stored is null)
        {
            return new SendResult(SendVerdict.DeadLetter, "the event is not in the log any more");
        }

        if (stored.Defect is { } defect)
        {
            return new SendResult(SendVerdict.Retry, defect);
        }

        var round = _rounds.GetValueOrDefault(due.Event.Seq, "");
        var result = await _target.SendAsync(new Outgoing(stored, new CloudEventMarks(due.GapFrom, due.IsLate), round), aborting);
        Count(result, stored);
        return result;
    }

    private void Count(SendResult result, StoredEvent stored)
    {
        var (metrics, id) = (_services.Metrics, _subscription.Id);
        switch (result.Verdict)
        {
            case SendVerdict.Delivered:
                metrics.Delivered(id, Now() - stored.RecordedAt);
                break;
            case SendVerdict.Retry:
                metrics.Retried(id);
                break;
            case SendVerdict.Throttled:
                metrics.Throttled(id);
                break;
            case SendVerdict.DeadLetter:
                metrics.Rejected(id);
                break;
            case SendVerdict.Gone:
                metrics.Gone(id);
                break;
            default:
                throw new UnreachableException($"Verdict {result.Verdict} is not counted.");
        }
    }

    // One write at a time; while one is under way, the next gathers.
    private async Task SaveAsync()
    {
        if (_saving is { IsCompleted: true })
        {
            await FinishSavingAsync();
        }

        var now = Now();
        // That the log was read further costs little to find out again, so it alone is kept seldom.
        if (_saving is null && !_isLost && ((_isDirty && now >= _nextSave) || (_hasMoved && now >= _nextSave + PollInterval)))
        {
            var checkpoint = _dispatcher.TakeCheckpoint();
            _beingSaved = (checkpoint, [.. _skipped]);
            _skipped.Clear();
            (_isDirty, _hasMoved) = (false, false);
            _nextSave = now + TimeSpan.FromMilliseconds(_services.Options.FlushMilliseconds);
            _saving = _services.Progress.SaveAsync(_subscription.Id, checkpoint, _beingSaved.Value.Skipped, _dispatcher.DisabledBecause, now, CancellationToken.None);
        }
    }

    private async Task FinishSavingAsync()
    {
        var (checkpoint, skipped) = _beingSaved!.Value;
        try
        {
            _isLost = !await _saving!;
            _isTroubled = false;
            _keptDisabled = _dispatcher.DisabledBecause;
            await TellAsync(checkpoint);
        }
        catch (Exception trouble) when (StoreReading.IsTrouble(trouble))
        {
            // What cannot be kept would be delivered again after a crash, so nothing more is sent until it can.
            _isTroubled = true;
            _isDirty = true;
            _nextSave = Now() + PollInterval;
            _dispatcher.NotKept(checkpoint);
            _skipped.AddRange(skipped);
            LogTrouble(_subscription.Id, trouble.Message);
        }

        (_saving, _beingSaved) = (null, null);
    }

    private async Task TellAsync(Checkpoint checkpoint)
    {
        foreach (var dead in checkpoint.DeadLetters)
        {
            _rounds.Remove(dead.Event.Seq);
            LogDeadLetter(_subscription.Id, dead.Event.Seq, dead.Attempts, dead.Reason);
        }

        _services.Metrics.DeadLettered(_subscription.Id, checkpoint.DeadLetters.Count);
        foreach (var seq in checkpoint.Redelivered)
        {
            _rounds.Remove(seq);
            if ((await _services.Log.HeadsAtAsync([seq], CancellationToken.None)).FirstOrDefault() is { Key: { } key })
            {
                _dispatcher.SetGap(key, await _services.Progress.FirstGapAsync(_subscription.Id, key, seq, CancellationToken.None));
                _isDirty = true;
            }
        }

        if (_keptDisabled is { } reason)
        {
            LogDisabled(_subscription.Id, reason);
        }
    }

    private async Task StopAsync(SendShare.Member share, CancellationTokenSource aborting)
    {
        var patience = TimeSpan.FromSeconds(_services.Options.StopSeconds);
        await Task.WhenAny(Task.WhenAll(_sends), Task.Delay(patience, _services.Clock, CancellationToken.None));
        await aborting.CancelAsync();
        await Task.WhenAll(_sends);
        Drain(share);
        if (_saving is not null)
        {
            await Task.WhenAny(_saving);
            await FinishSavingAsync();
        }

        if ((_isDirty || _hasMoved) && !_isLost)
        {
            _isDirty = true;
            _nextSave = DateTimeOffset.MinValue;
            await SaveAsync();
            await Task.WhenAny(_saving!);
            await FinishSavingAsync();
        }
    }
}

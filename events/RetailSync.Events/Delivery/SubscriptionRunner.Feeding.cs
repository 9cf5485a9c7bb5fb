using RetailSync.Events.Delivery.Dispatch;
using RetailSync.Events.Log;

namespace RetailSync.Events.Delivery;

/// <content>What the dispatcher is told: the log, and what others have changed.</content>
internal sealed partial class SubscriptionRunner
{
    private async Task FeedAsync(CancellationToken stopping)
    {
        while (_dispatcher.TryMakeRoom())
        {
            if (_ahead.Count == 0)
            {
                foreach (var read in await _services.Log.HeadsAsync(_readTo, ReadChunk, stopping))
                {
                    _ahead.Enqueue(read);
                    _readTo = read.Seq;
                }
            }

            if (!_ahead.TryDequeue(out var head))
            {
                return;
            }

            _hasMoved = true;
            if (_filter.Matches(head))
            {
                _dispatcher.Append(ToEvent(head));
            }
            else
            {
                _dispatcher.Passed(head.Seq);
            }
        }
    }

    private async Task<bool> RefillAsync(CancellationToken stopping)
    {
        var any = false;
        while (_dispatcher.TryTakeRefill(out var refill))
        {
            List<EventHead> heads;
            try
            {
                heads = await _services.Log.HeadsOfKeyAsync(refill.Key, refill.From, refill.To, refill.Limit, stopping);
            }
            catch
            {
                // Read again in the next turn.
                _dispatcher.Refilled(refill, [], refill.From - 1);
                throw;
            }

            any = true;
            _dispatcher.Refilled(refill, [.. heads.Where(head => _filter.Matches(head)).Select(ToEvent)], heads.Count < refill.Limit ? refill.To : heads[^1].Seq);
        }

        return any;
    }

    // What others may have changed: placeholders that were rebuilt, dead letters that persons decided about.
    private async Task PollAsync(CancellationToken stopping)
    {
        var defects = _dispatcher.Stuck.Where(lane => lane.State == LaneState.Defect).ToDictionary(lane => lane.HeadSeq, lane => lane.Key);
        foreach (var head in defects.Count > 0 ? await _services.Log.HeadsAtAsync([.. defects.Keys], stopping) : [])
        {
            if (!head.IsPlaceholder)
            {
                _dispatcher.Repaired(head.Key, head.Seq);
            }
        }

        foreach (var dead in await _services.Progress.DeadLettersAsync(_subscription.Id, "and decision is not null", 0, 1_000, stopping))
        {
            if (dead.Decision == "skip" && !_skipped.Contains(dead.Seq) && _beingSaved?.Skipped.Contains(dead.Seq) != true)
            {
                _dispatcher.Skip(dead.Key, dead.Seq, await _services.Progress.FirstGapAsync(_subscription.Id, dead.Key, dead.Seq, stopping));
                _skipped.Add(dead.Seq);
                _isDirty = true;
            }
            else if (dead.Decision == "redeliver" && _rounds.TryAdd(dead.Seq, $":{dead.Rounds}"))
            {
                _dispatcher.Redeliver(new DispatchEvent(dead.Seq, dead.Key, dead.KeySeq));
                _isDirty = true;
            }
        }
    }
}

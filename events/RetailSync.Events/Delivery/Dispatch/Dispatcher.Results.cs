namespace RetailSync.Events.Delivery.Dispatch;

/// <content>What follows from the end of attempts and from what persons decide.</content>
internal sealed partial class Dispatcher
{
    /// <summary>Takes note of how an attempt ended.</summary>
    /// <exception cref="InvalidOperationException">No attempt is under way for this event.</exception>
    public void Finished(long seq, SendResult result, DateTimeOffset now)
    {
        if (!_sending.Remove(seq, out var sending))
        {
            throw new InvalidOperationException($"No attempt is under way for the event {seq}.");
        }

        var lane = sending.Lane;
        lane.State = LaneState.Idle;
        Observe(sending, result, now);
        switch (result.Verdict)
        {
            case SendVerdict.Delivered when sending.Due.IsLate:
                lane.Late.Dequeue();
                _redelivered.Add(seq);
                Clear(lane, seq);
                break;
            case SendVerdict.Delivered:
                Pop(lane);
                Clear(lane, seq);
                break;
            case SendVerdict.Retry when sending.Due.IsLate:
            case SendVerdict.DeadLetter when sending.Due.IsLate:
                // A person asked for one more attempt, and it was in vain: it stays a dead letter.
                lane.Late.Dequeue();
                _deadLetters.Add(new DeadLettered(sending.Due.Event, sending.Due.Attempt, result.Reason ?? "", now));
                break;
            case SendVerdict.Retry when Superseded(lane, seq):
                Pop(lane);
                Clear(lane, seq);
                break;
            case SendVerdict.Retry when _options.Retry.WaitAfter(sending.Due.Attempt, seq) is { } wait:
                (lane.HeadSeq, lane.Attempts, lane.Reason) = (seq, sending.Due.Attempt, result.Reason);
                Touch(lane);
                Park(lane, now + Longer(wait, result.RetryAfter));
                break;
            case SendVerdict.Retry:
            case SendVerdict.DeadLetter:
                GiveUp(lane, sending.Due, result.Reason ?? "", now);
                break;
            case SendVerdict.Throttled:
            case SendVerdict.Gone:
                break;
            default:
                throw new System.Diagnostics.UnreachableException($"Verdict {result.Verdict} has no meaning.");
        }

        Arrange(lane);
    }

    /// <summary>Takes note that an attempt was given up by ourselves, for one because the gateway stops: it did not happen.</summary>
    public void Abandoned(long seq)
    {
        if (_sending.Remove(seq, out var sending))
        {
            _breaker.Undecided();
            sending.Lane.State = LaneState.Idle;
            Arrange(sending.Lane);
        }
    }

    /// <summary>Takes note that a placeholder was rebuilt.</summary>
    public void Repaired(string key, long seq)
    {
        if (_lanes.TryGetValue(key, out var lane) && lane.State == LaneState.Defect && lane.HeadSeq == seq)
        {
            lane.Replace(lane.Events.Select(known => known.Seq == seq ? known with { IsPlaceholder = false } : known).ToList());
            (lane.State, lane.HeadSeq) = (LaneState.Idle, 0);
            Arrange(lane);
        }
    }

    /// <summary>Gives a dead letter another round of attempts: in its place when its key waits for it, otherwise once, after the events that have passed meanwhile.</summary>
    public void Redeliver(DispatchEvent dead)
    {
        var lane = LaneOf(dead.Key);
        if (lane.State == LaneState.Blocked && lane.HeadSeq == dead.Seq)
        {
            lane.ForgetAttempts();
            lane.State = LaneState.Idle;
            Touch(lane);
            _awaited.Add(dead.Seq);
        }
        else if (_pending.Contains(dead.Seq) || (lane.SpilledFrom <= dead.Seq && dead.Seq <= lane.SpilledTo))
        {
            // Its round had begun before a restart.
            _awaited.Add(dead.Seq);
        }
        else if (lane.Late.All(late => late.Seq != dead.Seq))
        {
            lane.Late.Enqueue(dead);
            if (lane.State == LaneState.Parked)
            {
                // Its own turn comes with the timer.
                return;
            }
        }

        Arrange(lane);
    }

    /// <summary>Gives a dead letter up for good; its key goes on behind it.</summary>
    /// <param name="key">The key.</param>
    /// <param name="seq">The dead letter.</param>
    /// <param name="gapFrom">The number of the key's first event that is still missing after this decision; null when none is.</param>
    public void Skip(string key, long seq, long? gapFrom)
    {
        SetGap(key, gapFrom);
        var lane = LaneOf(key);
        if (lane.State == LaneState.Blocked && lane.HeadSeq == seq)
        {
            if (lane.Events.TryPeek(out var head) && head.Seq == seq)
            {
                Pop(lane);
            }
            else if (lane.SpilledFrom <= seq)
            {
                lane.SpilledFrom = seq >= lane.SpilledTo ? null : seq + 1;
            }

            lane.ForgetAttempts();
            lane.State = LaneState.Idle;
        }

        Touch(lane);
        Arrange(lane);
    }

    /// <summary>Says which of a key's events is the first that is still missing; null: none is.</summary>
    public void SetGap(string key, long? gapFrom)
    {
        var lane = LaneOf(key);
        lane.GapFrom = gapFrom;
        Touch(lane);
        Arrange(lane);
    }

    /// <summary>Sends again after it was disabled.</summary>
    public void Enable() => (DisabledBecause, _failingSince) = (null, null);

    private void Observe(in Sending sending, SendResult result, DateTimeOffset now)
    {
        if (result.Verdict == SendVerdict.Delivered)
        {
            _failingSince = null;
            _concurrency.Succeeded(sending.StartedAt, now);
            _breaker.Answered();
            return;
        }

        if (result.Verdict == SendVerdict.Gone)
        {
            DisabledBecause = result.Reason ?? "gone";
            return;
        }

        if (result.Verdict == SendVerdict.Throttled)
        {
            _concurrency.Overloaded(sending.StartedAt, now);
            _breaker.Undecided();
            var wait = Longer(_options.Retry.WaitAfter(1, 0) ?? TimeSpan.FromSeconds(1), null);
            var until = now + (result.RetryAfter is { } asked ? (asked < _options.MaxRetryAfter ? asked : _options.MaxRetryAfter) : wait);
            _holdUntil = until > _holdUntil ? until : _holdUntil;
        }
        else if (result.EndpointIsIll)
        {
            _concurrency.Overloaded(sending.StartedAt, now);
            _breaker.Failed(sending.Due.Event.Seq, sending.Due.Event.Key, now);
        }
        else
        {
            _failingSince = null;
            _breaker.Answered();
            return;
        }

        _failingSince ??= now;
        if (now - _failingSince >= _options.DisableAfter)
        {
            DisabledBecause = $"the endpoint has failed for {_options.DisableAfter.TotalDays:0.#} days: {result.Reason}";
        }
    }

    private void GiveUp(Lane lane, DueSend due, string reason, DateTimeOffset now)
    {
        _deadLetters.Add(new DeadLettered(due.Event, due.Attempt, reason, now));
        _awaited.Remove(due.Event.Seq);
        Touch(lane);
        if (_options.Order == OrderPolicy.BlockKey)
        {
            (lane.State, lane.HeadSeq, lane.Attempts, lane.Reason) = (LaneState.Blocked, due.Event.Seq, due.Attempt, reason);
            return;
        }

        Pop(lane);
        lane.ForgetAttempts();
        if (_options.Order == OrderPolicy.SkipWithGap)
        {
            lane.GapFrom = lane.GapFrom < due.Event.KeySeq ? lane.GapFrom : due.Event.KeySeq;
        }
    }

    private bool Superseded(Lane lane, long seq) =>
        _options.Order == OrderPolicy.LatestOnly && lane.Events.Count > 1 && lane.Events.Any(other => other.Seq > seq && !other.IsPlaceholder);

    private void Pop(Lane lane) => _pending.Remove(lane.Events.Dequeue().Seq);

    private void Clear(Lane lane, long seq)
    {
        if (_awaited.Remove(seq))
        {
            _redelivered.Add(seq);
        }

        if (lane.HeadSeq == seq && lane.Attempts > 0)
        {
            lane.ForgetAttempts();
            Touch(lane);
        }
    }

    private static TimeSpan Longer(TimeSpan wait, TimeSpan? asked) => asked > wait ? asked.Value : wait;
}

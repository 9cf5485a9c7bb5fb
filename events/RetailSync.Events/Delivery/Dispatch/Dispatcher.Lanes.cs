namespace RetailSync.Events.Delivery.Dispatch;

/// <content>Where lanes belong: to the slots' queue, to the timers, to what is stuck, or to what must be read again.</content>
internal sealed partial class Dispatcher
{
    // One key never takes more than an eighth of the window.
    private int LaneBound => Math.Max(1, _options.Window / 8);

    private Lane LaneOf(string key)
    {
        if (!_lanes.TryGetValue(key, out var lane))
        {
            _lanes.Add(key, lane = new Lane(key));
        }

        return lane;
    }

    // Puts a lane where it belongs after anything about it changed.
    private void Arrange(Lane lane)
    {
        if (lane.State is LaneState.Idle)
        {
            if (lane.Late.Count > 0)
            {
                MakeReady(lane);
            }
            else if (lane.Events.TryPeek(out var head))
            {
                if (head.IsPlaceholder)
                {
                    (lane.State, lane.HeadSeq) = (LaneState.Defect, head.Seq);
                }
                else
                {
                    MakeReady(lane);
                }
            }
            else if (lane.SpilledFrom is not null)
            {
                lane.State = LaneState.Refilling;
                _refills.Enqueue(lane);
            }
            else if (lane.IsIdle)
            {
                _lanes.Remove(lane.Key);
            }
        }

        if (lane.IsStuck && lane.Events.Count > 0)
        {
            _stuckInMemory.Add(lane);
        }
        else
        {
            _stuckInMemory.Remove(lane);
        }
    }

    private void MakeReady(Lane lane)
    {
        lane.State = LaneState.Ready;
        _ready.Enqueue(lane);
    }

    private void Park(Lane lane, DateTimeOffset dueAt)
    {
        (lane.State, lane.DueAt) = (LaneState.Parked, dueAt);
        _timers.Enqueue(lane, dueAt);
    }

    private void Wake(DateTimeOffset now)
    {
        while (_timers.TryPeek(out var lane, out var due) && due <= now)
        {
            _timers.Dequeue();
            if (lane.State == LaneState.Parked && lane.DueAt == due)
            {
                lane.State = LaneState.Idle;
                Arrange(lane);
            }
        }
    }

    // Stuck lanes give up their events: the log has them.
    private bool SpillStuck()
    {
        foreach (var lane in _stuckInMemory)
        {
            var first = lane.Events.Peek().Seq;
            lane.SpilledTo = lane.SpilledFrom is null ? lane.Events.Last().Seq : lane.SpilledTo;
            lane.SpilledFrom = first;
            foreach (var spilled in lane.Events)
            {
                _pending.Remove(spilled.Seq);
            }

            lane.Events.Clear();
            Touch(lane);
        }

        _stuckInMemory.Clear();
        return _pending.Count < _options.Window;
    }

    // A newer event of the key takes the place of all that wait. What is on its way or late stays.
    private void Supersede(Lane lane, long newest)
    {
        var keeps = lane.State == LaneState.Sending && _sending.ContainsKey(lane.Events.TryPeek(out var head) ? head.Seq : 0) ? 1 : 0;
        foreach (var old in lane.Events.Skip(keeps))
        {
            _pending.Remove(old.Seq);
        }

        lane.Replace(lane.Events.Take(keeps).ToList());
        if (lane.SpilledFrom < newest)
        {
            // While older ones are being read, the newest one waits to be read behind them.
            lane.SpilledFrom = lane.State == LaneState.Refilling ? newest : null;
            Touch(lane);
        }

        if (keeps == 0 && lane.Attempts > 0 && lane.HeadSeq < newest)
        {
            lane.ForgetAttempts();
            Touch(lane);
        }

        if (lane.State is LaneState.Defect or LaneState.Blocked)
        {
            lane.State = LaneState.Idle;
        }
    }

    private void Restore(LaneRecord record)
    {
        var lane = LaneOf(record.Key);
        (lane.HeadSeq, lane.Attempts, lane.Reason, lane.GapFrom) = (record.HeadSeq, record.Attempts, record.Reason, record.GapFrom);
        (lane.SpilledFrom, lane.SpilledTo) = (record.SpilledFrom, _position);
        if (record.IsBlocked)
        {
            lane.State = LaneState.Blocked;
        }
        else if (record.DueAt is { } dueAt)
        {
            Park(lane, dueAt);
        }
    }
}

using RetailSync.Events.Delivery.Dispatch;

namespace RetailSync.Events.Tests.Delivery.Dispatch;

/// <summary>One subscription's life, from a seed: a log that grows, a moody subscriber, a store that keeps checkpoints a while later, crashes, and persons who decide about dead letters.</summary>
internal sealed class Simulation
{
    private readonly SimulatedWorld _world;
    private readonly SimulatedFault _fault;
    private readonly SimulationChecks _checks;
    private readonly Dictionary<long, (DispatchEvent Event, DateTimeOffset At, bool Arrives, SendResult Result)> _onTheWay = [];
    private readonly Dictionary<string, LaneRecord> _keptLanes = [];
    private readonly Dictionary<long, DispatchEvent> _keptDead = [];
    private readonly Dictionary<long, string> _asked = [];
    private readonly List<long> _skipped = [];
    private Checkpoint _kept = new() { Position = 0 };
    private (Checkpoint Checkpoint, DateTimeOffset At, HashSet<long> Acknowledged, List<long> Skipped, Dictionary<long, int> Attempts)? _keeping;
    private Dispatcher _dispatcher;
    private DateTimeOffset _now;
    private DateTimeOffset _nextCheckpoint;
    private int _next;

    public Simulation(int seed, SimulatedFault fault)
    {
        _world = new SimulatedWorld(seed);
        _fault = fault;
        _checks = new SimulationChecks(_world);
        _now = _nextCheckpoint = SimulatedWorld.Start;
        _dispatcher = new Dispatcher(_world.Options, 0);
    }

    /// <summary>Runs it to its end; null when every promise was kept, otherwise the first that was broken.</summary>
    public string? Run()
    {
        for (var steps = 0; _checks.Violation is null; steps++)
        {
            if (steps > 20_000)
            {
                return $"no end in sight at {_now:O}";
            }

            do
            {
                Feed();
                Send();
            }
            while (Refill());
            if (_checks.Violation is null && NextMoment() is { } moment)
            {
                _now = moment > _now ? moment : _now;
                Happen();
            }
            else
            {
                return _checks.Violation ?? _checks.AtTheEnd(_keptDead.Keys);
            }
        }

        return _checks.Violation;
    }

    private void Feed()
    {
        while (_next < _world.Log.Count && _world.Log[_next].At <= _now && _dispatcher.TryMakeRoom())
        {
            _dispatcher.Append(Seen(_next++));
        }

        if (_next == _world.Log.Count)
        {
            _dispatcher.Passed(_world.Log[^1].Event.Seq);
        }

        foreach (var lane in _dispatcher.Stuck.Where(lane => lane.State == LaneState.Defect).ToList())
        {
            if (_world.Log.Single(e => e.Event.Seq == lane.HeadSeq).RebuiltAt <= _now)
            {
                _dispatcher.Repaired(lane.Key, lane.HeadSeq);
            }
        }
    }

    private bool Refill()
    {
        var any = false;
        while (_dispatcher.TryTakeRefill(out var refill))
        {
            any = true;
            var wanted = Enumerable.Range(0, _next).Select(Seen).Where(e => e.Key == refill.Key && e.Seq >= refill.From && e.Seq <= refill.To).Take(refill.Limit).ToList();
            _dispatcher.Refilled(refill, wanted, wanted.Count < refill.Limit ? refill.To : wanted[^1].Seq);
        }

        return any;
    }

    private void Send()
    {
        while (_checks.Violation is null && _dispatcher.TryTake(_now, out var due))
        {
            var index = _world.Log.FindIndex(e => e.Event.Seq == due.Event.Seq);
            _checks.Sent(_world.Read(index, _now), due);
            var (arrives, result) = _world.Answer(due.Event, _now);
            var at = _now + _world.Between(1, 300);
            if (_fault == SimulatedFault.AcknowledgesBeforeTheAnswer)
            {
                (at, result) = (_now, SendResult.Delivered);
            }

            _onTheWay.Add(due.Event.Seq, (_world.Log[index].Event, at, arrives, result));
        }
    }

    private DateTimeOffset? NextMoment()
    {
        var moments = _onTheWay.Values.Select(sent => (DateTimeOffset?)sent.At).ToList();
        if (_next < _world.Log.Count && (_world.Log[_next].At > _now || _onTheWay.Count == 0))
        {
            moments.Add(_world.Log[_next].At > _now ? _world.Log[_next].At : null);
        }

        moments.Add(_fault == SimulatedFault.SleepsThroughTimers ? null : _dispatcher.NextWake(_now));
        moments.AddRange(_dispatcher.Stuck.Where(lane => lane.State == LaneState.Defect).Select(lane => _world.Log.Single(e => e.Event.Seq == lane.HeadSeq).RebuiltAt));
        moments.Add(_keeping?.At);
        if (_keeping is null && (moments.Any(moment => moment is not null) || _checks.HasNews))
        {
            moments.Add(_nextCheckpoint);
        }

        if (_keptDead.Count > 0 && _now < _world.HealedAt)
        {
            moments.Add(_world.HealedAt);
        }

        return moments.Min();
    }

    private void Happen()
    {
        foreach (var (seq, sent) in _onTheWay.Where(sent => sent.Value.At <= _now).ToList())
        {
            _onTheWay.Remove(seq);
            if (sent.Arrives)
            {
                _checks.Arrived(sent.Event);
            }

            _checks.Reported(sent.Event, sent.Result);
            _dispatcher.Finished(seq, sent.Result, _now);
        }

        Keep();
        DecideAboutDeadLetters();
        if (_now < _world.HealedAt && _world.Chance(_world.CrashPercent))
        {
            Crash();
        }
    }

    private void Keep()
    {
        if (_keeping is { } done && done.At <= _now)
        {
            _keeping = null;
            if (_world.Chance(5))
            {
                _checks.NotKept();
                _dispatcher.NotKept(done.Checkpoint);
                _skipped.AddRange(done.Skipped);
            }
            else
            {
                Keep(done.Checkpoint, done.Skipped);
                _checks.Kept(done.Acknowledged, done.Attempts);
            }
        }

        if (_keeping is null && _now >= _nextCheckpoint)
        {
            _keeping = (_dispatcher.TakeCheckpoint(), _now + _world.Between(1, 200), _checks.Acknowledged(), [.. _skipped], _checks.Attempts());
            _checks.CheckDeadLetters(_keeping.Value.Checkpoint.DeadLetters);
            _skipped.Clear();
            _nextCheckpoint = _now + _world.Between(1, 1_500);
        }
    }

    private void Keep(Checkpoint checkpoint, IEnumerable<long> skipped)
    {
        _kept = _fault == SimulatedFault.CursorStandsStill ? _kept : checkpoint;
        foreach (var lane in checkpoint.Lanes)
        {
            _keptLanes[lane.Key] = lane;
        }

        foreach (var key in checkpoint.Forgotten)
        {
            _keptLanes.Remove(key);
        }

        foreach (var dead in checkpoint.DeadLetters.Where(_ => _fault != SimulatedFault.LosesDeadLetters))
        {
            _keptDead[dead.Event.Seq] = dead.Event;
            _asked.Remove(dead.Event.Seq);
        }

        foreach (var seq in checkpoint.Redelivered.Concat(skipped))
        {
            _keptDead.Remove(seq);
            _asked.Remove(seq);
        }
    }

    private void DecideAboutDeadLetters()
    {
        foreach (var dead in _keptDead.Values.OrderBy(dead => dead.Seq).ToList())
        {
            if (!_asked.ContainsKey(dead.Seq) && (_now >= _world.HealedAt || _world.Chance(3)))
            {
                _asked[dead.Seq] = _world.Chance(30) ? "skip" : "redeliver";
                Tell(dead);
            }
        }
    }

    private void Tell(DispatchEvent dead)
    {
        if (_asked[dead.Seq] == "skip")
        {
            _dispatcher.Skip(dead.Key, dead.Seq, null);
            _skipped.Add(dead.Seq);
            _checks.Skipped(dead.Seq);
        }
        else
        {
            _checks.FreshStart(dead.Seq);
            _dispatcher.Redeliver(dead);
        }
    }

    private void Crash()
    {
        _checks.Crashed();
        // What was on its way has arrived by now, or never will.
        foreach (var sent in _onTheWay.Values.Where(sent => sent.Arrives && _world.Chance(50)))
        {
            _checks.Arrived(sent.Event);
        }

        _onTheWay.Clear();
        _skipped.Clear();
        _keeping = null;
        var lanes = _fault switch
        {
            SimulatedFault.CursorForgetsAttempts => _keptLanes.Values.Select(lane => lane with { Attempts = 0 }),
            SimulatedFault.CursorForgetsSpilled => _keptLanes.Values.Select(lane => lane with { SpilledFrom = null }),
            _ => _keptLanes.Values,
        };
        var pending = _fault == SimulatedFault.CursorForgetsPending ? [] : _kept.Pending.Select(seq => Seen(_world.Log.FindIndex(e => e.Event.Seq == seq))).ToList();
        _dispatcher = new Dispatcher(_world.Options, _kept with { Lanes = [.. lanes] }, pending);
        _next = _world.Log.FindIndex(e => e.Event.Seq > _kept.Position);
        _next = _next < 0 ? _world.Log.Count : _next;
        _checks.NewLife();
        foreach (var seq in _asked.Keys.Order().ToList())
        {
            Tell(_keptDead[seq]);
        }
    }

    private DispatchEvent Seen(int index)
    {
        var seen = _world.Read(index, _now);
        seen = _fault == SimulatedFault.SendsPlaceholders ? seen with { IsPlaceholder = false } : seen;
        return _fault == SimulatedFault.NoKeyLanes ? seen with { Key = $"{seen.Key}#{seen.Seq}" } : seen;
    }
}

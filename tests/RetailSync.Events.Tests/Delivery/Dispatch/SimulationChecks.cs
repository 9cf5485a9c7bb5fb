using RetailSync.Events.Delivery.Dispatch;

namespace RetailSync.Events.Tests.Delivery.Dispatch;

/// <summary>The promises of delivery, watched from outside: by what is sent, what arrives, what the gateway hears and what is kept.</summary>
internal sealed class SimulationChecks(SimulatedWorld world)
{
    private readonly HashSet<long> _arrived = [];
    private readonly HashSet<long> _acknowledgedAndKept = [];
    private readonly HashSet<long> _given = [];
    private readonly HashSet<long> _skipped = [];
    private readonly HashSet<long> _late = [];
    private readonly HashSet<string> _keysOnTheWay = [];
    private readonly Dictionary<string, long> _lastOfKey = [];
    private HashSet<long> _acknowledged = [];
    private Dictionary<long, int> _attempts = [];
    private Dictionary<long, int> _keptAttempts = [];

    public string? Violation { get; private set; }

    /// <summary>Whether something was heard that no checkpoint has taken up.</summary>
    public bool HasNews { get; private set; }

    public void Sent(DispatchEvent sent, DueSend due)
    {
        Expect(!sent.IsPlaceholder, $"{sent} was sent before it was rebuilt");
        Expect(!_acknowledgedAndKept.Contains(sent.Seq), $"{sent} was sent though it was acknowledged and that was kept");
        Expect(_keysOnTheWay.Add(sent.Key), $"{sent} was sent while another event of its key was on its way");
        if (due.IsLate)
        {
            _late.Add(sent.Seq);
            return;
        }

        Expect(sent.Seq >= _lastOfKey.GetValueOrDefault(sent.Key), $"{sent} was sent after a later event of its key");
        _lastOfKey[sent.Key] = sent.Seq;
        if (world.Options.Order != OrderPolicy.LatestOnly)
        {
            var earlier = world.Log.Where(e => e.Event.Key == sent.Key && e.Event.Seq < sent.Seq).Select(e => e.Event.Seq);
            Expect(earlier.All(seq => _arrived.Contains(seq) || _skipped.Contains(seq) || (_given.Contains(seq) && world.Options.Order == OrderPolicy.SkipWithGap)), $"{sent} overtook an event of its key");
        }
    }

    public void Arrived(DispatchEvent sent) => _arrived.Add(sent.Seq);

    public void Reported(DispatchEvent sent, SendResult result)
    {
        HasNews = true;
        _keysOnTheWay.Remove(sent.Key);
        if (result.Verdict == SendVerdict.Delivered)
        {
            _acknowledged.Add(sent.Seq);
        }
        else if (result.Verdict is SendVerdict.Retry && !_late.Remove(sent.Seq))
        {
            _attempts[sent.Seq] = _attempts.GetValueOrDefault(sent.Seq) + 1;
            Expect(_attempts[sent.Seq] <= world.Options.Retry.Waits.Length + 1, $"{sent} was tried {_attempts[sent.Seq]} times");
            if (_attempts[sent.Seq] == world.Options.Retry.Waits.Length + 1)
            {
                _given.Add(sent.Seq);
            }
        }
        else if (result.Verdict is SendVerdict.DeadLetter)
        {
            _late.Remove(sent.Seq);
            _given.Add(sent.Seq);
        }
    }

    public void CheckDeadLetters(IEnumerable<DeadLettered> letters)
    {
        HasNews = false;
        foreach (var letter in letters)
        {
            Expect(_given.Contains(letter.Event.Seq), $"{letter.Event} was dead-lettered before its attempts were used up");
        }
    }

    public HashSet<long> Acknowledged() => [.. _acknowledged];

    public Dictionary<long, int> Attempts() => new(_attempts);

    public void Kept(HashSet<long> acknowledged, Dictionary<long, int> attempts)
    {
        _acknowledgedAndKept.UnionWith(acknowledged);
        _keptAttempts = attempts;
    }

    public void NotKept() => HasNews = true;

    public void Skipped(long seq)
    {
        HasNews = true;
        _skipped.Add(seq);
    }

    public void FreshStart(long seq)
    {
        HasNews = true;
        _attempts.Remove(seq);
    }

    public void Crashed()
    {
        _keysOnTheWay.Clear();
        _lastOfKey.Clear();
        _late.Clear();
    }

    public void NewLife()
    {
        _acknowledged = [.. _acknowledgedAndKept];
        _attempts = new Dictionary<long, int>(_keptAttempts);
    }

    public string? AtTheEnd(IEnumerable<long> deadLetters)
    {
        Expect(!deadLetters.Any(), "dead letters are left that persons decided about");
        foreach (var (log, _, _) in world.Log)
        {
            var isThrough = _arrived.Contains(log.Seq) || _skipped.Contains(log.Seq);
            var isSuperseded = world.Options.Order == OrderPolicy.LatestOnly && world.Log.Any(e => e.Event.Key == log.Key && e.Event.Seq > log.Seq);
            Expect(isThrough || isSuperseded, $"{log} was lost");
        }

        return Violation;
    }

    private void Expect(bool holds, string otherwise) => Violation ??= holds ? null : otherwise;
}

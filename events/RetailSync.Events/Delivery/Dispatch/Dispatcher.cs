namespace RetailSync.Events.Delivery.Dispatch;

/// <summary>
/// Decides what one subscription is sent next. It does no I/O and has no clock: it is told what was appended, how attempts ended and what time it is, and says what to send,
/// what to read, when to wake it and what to keep. The same inputs always give the same outputs. One thread at a time.
/// </summary>
/// <remarks>
/// Every key has a lane of its own. Lanes whose head may be sent queue for the slots; a lane whose head failed is parked on a timer and holds no slot. What is stuck gives up
/// its memory when the window is full, and is read from the log again when its turn comes.
/// </remarks>
internal sealed partial class Dispatcher
{
    private readonly DispatcherOptions _options;
    private readonly Dictionary<string, Lane> _lanes = new(StringComparer.Ordinal);
    private readonly Dictionary<long, Sending> _sending = [];
    private readonly Queue<Lane> _ready = new();
    private readonly Queue<Lane> _refills = new();
    private readonly PriorityQueue<Lane, DateTimeOffset> _timers = new();
    private readonly HashSet<Lane> _stuckInMemory = [];
    private readonly SortedSet<long> _pending = [];
    private readonly ConcurrencyLimit _concurrency;
    private readonly EndpointBreaker _breaker;
    private long _position;
    private DateTimeOffset _holdUntil = DateTimeOffset.MinValue;
    private DateTimeOffset? _failingSince;

    /// <summary>Begins behind an event of the log.</summary>
    public Dispatcher(DispatcherOptions options, long position)
    {
        _options = options;
        _position = position;
        _concurrency = new ConcurrencyLimit(options.MaxConcurrency);
        _breaker = new EndpointBreaker(options);
    }

    /// <summary>Goes on where a checkpoint left off.</summary>
    /// <param name="options">How the subscription is delivered.</param>
    /// <param name="from">The checkpoint, with every lane that has something to remember.</param>
    /// <param name="pending">The events that it lists as pending, in the log's order. Those that the log has no more are left out, and count as finished.</param>
    public Dispatcher(DispatcherOptions options, Checkpoint from, IEnumerable<DispatchEvent> pending)
        : this(options, from.Position)
    {
        foreach (var record in from.Lanes)
        {
            Restore(record);
        }

        foreach (var due in pending)
        {
            var lane = LaneOf(due.Key);
            lane.Events.Enqueue(due);
            _pending.Add(due.Seq);
        }

        foreach (var lane in _lanes.Values.ToList())
        {
            Arrange(lane);
        }
    }

    /// <summary>Why nothing is sent any more; null while things go on.</summary>
    public string? DisabledBecause { get; private set; }

    /// <summary>How many attempts are under way.</summary>
    public int InFlight => _sending.Count;

    /// <summary>How many events are in memory and not finished.</summary>
    public int Pending => _pending.Count;

    /// <summary>The last event of the log that was looked at.</summary>
    public long Position => _position;

    /// <summary>Everything up to here is finished.</summary>
    public long LowWatermark => Math.Min(
        Math.Min(_position, _pending.Count > 0 ? _pending.Min - 1 : long.MaxValue),
        _lanes.Values.Min(lane => lane.SpilledFrom - 1) ?? long.MaxValue);

    /// <summary>The lanes that are stuck.</summary>
    public IEnumerable<Lane> Stuck => _lanes.Values.Where(lane => lane.IsStuck);

    /// <summary>Until when the breaker keeps everything back; null while it is closed.</summary>
    public DateTimeOffset? BreakerOpenUntil => _breaker.OpenUntil;

    /// <summary>Whether another event may be appended. What is stuck gives up its memory for it.</summary>
    public bool TryMakeRoom() => DisabledBecause is null && _lanes.Count < _options.MaxStuckKeys + _options.Window && (_pending.Count < _options.Window || SpillStuck());

    /// <summary>Takes the next event of the log that the subscription wants.</summary>
    public void Append(DispatchEvent next)
    {
        _position = Math.Max(_position, next.Seq);
        var lane = LaneOf(next.Key);
        if (_options.Order == OrderPolicy.LatestOnly && !next.IsPlaceholder)
        {
            Supersede(lane, next.Seq);
        }

        if (lane.SpilledFrom is not null)
        {
            lane.SpilledTo = next.Seq;
        }
        else if (lane.Events.Count >= LaneBound || (lane.State is LaneState.Blocked or LaneState.Defect && lane.Events.Count > 0))
        {
            (lane.SpilledFrom, lane.SpilledTo) = (next.Seq, next.Seq);
            Touch(lane);
        }
        else
        {
            lane.Events.Enqueue(next);
            _pending.Add(next.Seq);
        }

        Arrange(lane);
    }

    /// <summary>Takes note that the log was looked through up to here, and nothing further was wanted.</summary>
    public void Passed(long seq) => _position = Math.Max(_position, seq);

    /// <summary>Says what to send now; false: nothing at the moment.</summary>
    public bool TryTake(DateTimeOffset now, out DueSend due)
    {
        Wake(now);
        due = default;
        if (DisabledBecause is not null || _sending.Count >= _concurrency.Current || now < _holdUntil || !_breaker.Allows(now) || !_ready.TryDequeue(out var lane))
        {
            return false;
        }

        var isLate = lane.Late.Count > 0;
        var next = isLate ? lane.Late.Peek() : lane.Events.Peek();
        due = new DueSend(next, (lane.HeadSeq == next.Seq ? lane.Attempts : 0) + 1, lane.GapFrom, isLate);
        lane.State = LaneState.Sending;
        _sending.Add(next.Seq, new Sending(lane, due, now));
        _breaker.Begun(next.Seq);
        if (_options.MinInterval > TimeSpan.Zero)
        {
            _holdUntil = now + _options.MinInterval;
        }

        return true;
    }

    /// <summary>Says what to read from the log for a lane whose events are not in memory; false: nothing.</summary>
    public bool TryTakeRefill(out Refill refill)
    {
        refill = default;
        if (!_refills.TryDequeue(out var lane))
        {
            return false;
        }

        refill = new Refill(lane.Key, lane.SpilledFrom ?? 0, lane.SpilledTo, LaneBound);
        return true;
    }

    /// <summary>Takes what was read for a lane.</summary>
    /// <param name="asked">What was asked for.</param>
    /// <param name="events">The events that the subscription wants, in order.</param>
    /// <param name="readTo">The last sequence that was looked at: less than was asked for when the limit was reached.</param>
    public void Refilled(Refill asked, IReadOnlyList<DispatchEvent> events, long readTo)
    {
        var lane = LaneOf(asked.Key);
        lane.SpilledFrom = readTo >= lane.SpilledTo ? null : readTo + 1;
        foreach (var next in events)
        {
            if (_options.Order == OrderPolicy.LatestOnly && !next.IsPlaceholder)
            {
                Supersede(lane, next.Seq);
            }

            lane.Events.Enqueue(next);
            _pending.Add(next.Seq);
        }

        lane.State = LaneState.Idle;
        Touch(lane);
        Arrange(lane);
    }

    /// <summary>When to look again though nothing was reported; null: not before something is.</summary>
    public DateTimeOffset? NextWake(DateTimeOffset now)
    {
        DateTimeOffset? wake = DisabledBecause is null && _timers.TryPeek(out _, out var due) ? due : null;
        if (DisabledBecause is null && _ready.Count > 0 && _sending.Count < _concurrency.Current)
        {
            var allowed = _breaker.OpenUntil is { } until && until > _holdUntil ? until : _holdUntil;
            // An open breaker whose time has come waits for the end of its trial, which will be reported.
            if (_breaker.Allows(allowed))
            {
                allowed = allowed < now ? now : allowed;
                wake = wake is null || allowed < wake ? allowed : wake;
            }
        }

        return wake;
    }

    private readonly record struct Sending(Lane Lane, DueSend Due, DateTimeOffset StartedAt);
}

using RetailSync.Events.Delivery.Dispatch;

namespace RetailSync.Events.Tests.Delivery.Dispatch;

/// <summary>What a seed decides: the log, the subscriber's moods, the crashes.</summary>
internal sealed class SimulatedWorld
{
    public static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly Random _random;
    private readonly HashSet<long> _poison = [];
    private readonly (DateTimeOffset From, DateTimeOffset To) _outage;

    public SimulatedWorld(int seed)
    {
        _random = new Random(seed);
        var waits = Enumerable.Range(0, _random.Next(4)).Select(_ => TimeSpan.FromSeconds(_random.Next(1, 30)));
        Options = new DispatcherOptions
        {
            Order = (OrderPolicy)_random.Next(3),
            Retry = new RetrySchedule([.. waits]),
            Window = _random.Next(1, 24),
            MaxConcurrency = _random.Next(1, 9),
            BreakerFailures = _random.Next(1, 5),
            BreakerOpen = TimeSpan.FromSeconds(_random.Next(1, 5)),
            BreakerMaxOpen = TimeSpan.FromSeconds(20),
            MinInterval = _random.Next(4) == 0 ? TimeSpan.FromMilliseconds(_random.Next(1, 500)) : TimeSpan.Zero,
        };
        var keys = _random.Next(1, 9);
        var count = _random.Next(1, 60);
        var now = Start;
        var numbers = new long[keys];
        long seq = 0;
        for (var i = 0; i < count; i++)
        {
            var key = _random.Next(keys);
            seq += _random.Next(1, 3);
            now += TimeSpan.FromMilliseconds(_random.Next(400));
            DateTimeOffset? rebuilt = _random.Next(20) == 0 ? now + TimeSpan.FromSeconds(_random.Next(1, 90)) : null;
            Log.Add((new DispatchEvent(seq, $"k{key}", ++numbers[key], rebuilt is not null), now, rebuilt));
            if (_random.Next(12) == 0)
            {
                _poison.Add(seq);
            }
        }

        FailPercent = _random.Next(3) == 0 ? _random.Next(40) : 0;
        ThrottlePercent = _random.Next(4) == 0 ? _random.Next(30) : 0;
        CrashPercent = _random.Next(3) == 0 ? 0 : _random.Next(1, 8);
        var outageFrom = Start + TimeSpan.FromSeconds(_random.Next(30));
        _outage = (outageFrom, outageFrom + TimeSpan.FromSeconds(_random.Next(3) == 0 ? _random.Next(60) : 0));
        HealedAt = now + TimeSpan.FromMinutes(10);
    }

    public DispatcherOptions Options { get; }

    public List<(DispatchEvent Event, DateTimeOffset At, DateTimeOffset? RebuiltAt)> Log { get; } = [];

    public int FailPercent { get; }

    public int ThrottlePercent { get; }

    public int CrashPercent { get; }

    /// <summary>From here on nothing fails and persons decide about what is left.</summary>
    public DateTimeOffset HealedAt { get; }

    public bool Chance(int percent) => _random.Next(100) < percent;

    public TimeSpan Between(int fromMilliseconds, int toMilliseconds) => TimeSpan.FromMilliseconds(_random.Next(fromMilliseconds, toMilliseconds));

    public DispatchEvent Read(int index, DateTimeOffset now) => Log[index].Event with { IsPlaceholder = Log[index].RebuiltAt > now };

    /// <summary>What becomes of an attempt: whether the event arrived, and what the gateway hears.</summary>
    public (bool Arrives, SendResult Result) Answer(DispatchEvent sent, DateTimeOffset now)
    {
        if (now >= HealedAt)
        {
            return (true, SendResult.Delivered);
        }

        if (now >= _outage.From && now < _outage.To)
        {
            return (false, new SendResult(SendVerdict.Retry, "no connection", EndpointIsIll: true));
        }

        if (_poison.Contains(sent.Seq))
        {
            return (false, sent.Seq % 3 == 0 ? new SendResult(SendVerdict.DeadLetter, "415") : new SendResult(SendVerdict.Retry, "500", EndpointIsIll: sent.Seq % 2 == 0));
        }

        if (Chance(ThrottlePercent))
        {
            return (false, new SendResult(SendVerdict.Throttled, "429", Chance(50) ? Between(100, 8_000) : null));
        }

        // Half of the failures are lost answers: the event arrived, and nobody knows.
        return Chance(FailPercent) ? (Chance(50), new SendResult(SendVerdict.Retry, "time-out", EndpointIsIll: true)) : (true, SendResult.Delivered);
    }
}

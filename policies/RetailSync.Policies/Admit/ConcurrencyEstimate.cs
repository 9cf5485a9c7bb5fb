using RetailSync.Gateway;

namespace RetailSync.Policies.Admit;

/// <summary>
/// Works out how many calls a cluster carries without queueing, from how long its answers take. Not safe for several threads: the gate's lock protects it.
/// </summary>
/// <remarks>
/// A gradient, as in Envoy's controller: latency without a queue divided by latency now. It is applied to the number of calls that were really in flight and not to the limit,
/// because with reserved shares the limit is rarely reached; the product is the number at which the queue begins (Little's law). docs/decisions/0018 has the reasons and figures.
/// </remarks>
/// <param name="frequency">Timestamps per second.</param>
/// <param name="random">Varies how long it waits before it tries for more, so that several gateways do not try together.</param>
internal sealed class ConcurrencyEstimate(long frequency, Random random)
{
    /// <summary>As many calls as any system is taken to carry at once; the estimate does not go below it.</summary>
    public const int Calm = 4;

    /// <summary>What the classes above bulk are given before anything has been found out: a gateway that starts must not turn orders away.</summary>
    public const int Believed = 64;

    private const int Highest = 10_000;
    private const double Start = 8;
    private const double Tolerance = 1.1;

    // Standard errors. With ten windows a second, two would give a false alarm every four seconds; three give one in a minute or more.
    private const double Doubt = 3;
    private const double WellKnown = 0.05;

    private readonly LatencyWindow _window = new(128);
    private readonly LatencyWindow _calm = new(64);
    private readonly long _second = frequency;

    private double _limit = Start;
    private double _carried;
    private double _unloaded;
    private double _unloadedError;
    private double _trust = 1;
    private bool _hasQueued;
    private Priority? _refused;
    private int _samples;
    private int _failures;
    private int _newCalm;
    private double _inFlight;
    private long _windowStart;
    private long _shrunkAt = long.MinValue;
    private long _triedAt = long.MinValue / 2;
    private (double InFlight, double Latency) _before;

    /// <summary>How many calls the cluster carries, as far as is known.</summary>
    public double Limit => _limit;

    /// <summary>How long an answer takes when nothing queues, in timestamps; 0 while unknown.</summary>
    public double UnloadedLatency => _unloaded;

    /// <summary>How many calls a class counts with. Until a queue has been seen, bulk has to prove that there is room, and the others are believed.</summary>
    public int LimitFor(Priority priority) => (int)Math.Round(_hasQueued || priority == Priority.Bulk ? _limit : Math.Max(_limit, Believed));

    /// <summary>Says that a call of this class found no room.</summary>
    public void Refused(Priority priority) => _refused = _refused > priority ? _refused : priority;

    /// <summary>Adds a call whose answer began, or failed, at <paramref name="now"/>.</summary>
    /// <param name="sentAt">When it was sent.</param>
    /// <param name="now">The moment.</param>
    /// <param name="inFlight">How many calls were in flight when it was let in, itself included.</param>
    /// <param name="inFlightNow">How many are in flight at this moment, itself included.</param>
    /// <param name="isFailure">Whether there was no useful answer: it may show a queue, and never that there is room.</param>
    public void Add(long sentAt, long now, int inFlight, int inFlightNow, bool isFailure)
    {
        if (sentAt < _shrunkAt)
        {
            // It waited in the queue that was there before.
            return;
        }

        var latency = Math.Max(1, now - sentAt);
        if (isFailure)
        {
            latency = Math.Max(latency, (long)_unloaded);
            _failures++;
        }
        else if (inFlight <= Math.Max(Calm, _carried / 2))
        {
            _calm.Add(latency);
            _newCalm++;
        }

        if (_samples++ == 0)
        {
            _windowStart = sentAt;
        }

        _window.Add(latency);
        _inFlight += (inFlight + inFlightNow) / 2.0;
        GrowAtStart(latency, inFlight, isFailure);
        var elapsed = now - _windowStart;
        if ((elapsed >= _second / 10 && _samples >= 16) || (elapsed >= _second && _samples >= 4))
        {
            Close(now);
        }
    }

    // Every answer without delay makes room for one more, so that the limit doubles with each round of calls: on a fast system in milliseconds, on a slow one carefully.
    private void GrowAtStart(long latency, int inFlight, bool isFailure)
    {
        if (!_hasQueued && _refused is not null && !isFailure && inFlight >= _limit / 4 && _unloaded > 0 && latency <= DelayedBeyond(0))
        {
            _limit = Math.Min(Highest, _limit + 0.25);
        }
    }

    private void Close(long now)
    {
        var (latency, error) = _window.Describe();
        var inFlight = _inFlight / _samples;
        var mostlyFailed = _failures * 5 > _samples;
        if (_unloaded > 0)
        {
            // Looked at before what is new is learnt, or the two would be compared with themselves.
            var isDelayed = latency > DelayedBeyond(Doubt * Math.Sqrt((error * error) + (_unloadedError * _unloadedError)));
            if (!mostlyFailed && latency > DelayedBeyond(0) && IsSlowByItself(inFlight, latency))
            {
                Accept(latency, error);
            }
            else if (!isDelayed)
            {
                _before = default;
                Refine(latency, error);
                Grow(inFlight, now, mostlyFailed);
            }
            else if (inFlight > Calm)
            {
                Shrink(inFlight, latency, now);
            }
        }

        LearnUnloaded(latency, error);
        _window.Clear();
        (_samples, _failures, _inFlight, _refused) = (0, 0, 0, null);
    }

    // Calls that find the system at most half busy tell what it takes without a queue; nothing is held back for the sake of measuring.
    private void LearnUnloaded(double latency, double error)
    {
        if (_newCalm >= 8 || (_unloaded == 0 && _newCalm > 0))
        {
            var (calm, calmError) = _calm.Describe();
            if (_unloaded == 0 || calmError < _unloadedError || Math.Abs(calm - _unloaded) > Doubt * calmError)
            {
                (_unloaded, _unloadedError) = (calm, calmError);
            }

            _newCalm = 0;
        }
        else if (latency + (Doubt * error) < _unloaded)
        {
            // Nothing is faster than without a queue: the system has become faster.
            _unloaded += (latency - _unloaded) / 4;
        }
    }

    // A start under load sees few calm calls. Until the latency without a queue is known well, calls that nothing delays add to it; afterwards they do not, or it would creep
    // up with a load that grows slowly.
    private void Refine(double latency, double error)
    {
        if (_refused is null && _unloadedError > _unloaded * WellKnown)
        {
            var weight = _unloadedError * _unloadedError / ((_unloadedError * _unloadedError) + (error * error));
            _unloaded += weight * (latency - _unloaded);
            _unloadedError *= Math.Sqrt(1 - weight);
        }
    }

    // A queue shortens with the calls in it. Where there are far fewer and the latency stays, it is the system that has become slower.
    private bool IsSlowByItself(double inFlight, double latency) =>
        _before.InFlight > 0 && inFlight <= _before.InFlight * 0.7 && latency > _before.Latency * (1 + (inFlight / _before.InFlight)) / 2;

    // What was known is not true any more.
    private void Accept(double latency, double error)
    {
        (_unloaded, _unloadedError) = (latency, error);
        _limit = Math.Max(_limit, _before.InFlight);
        _before = default;
        _hasQueued = false;
        _carried = 0;
        _calm.Clear();
        _newCalm = 0;
    }

    private void Shrink(double inFlight, double latency, long now)
    {
        _hasQueued = true;
        _triedAt = now;
        _trust = 0.8 + (0.4 * random.NextDouble());
        var carried = Math.Max(Calm, Math.Max(inFlight * _unloaded / latency, inFlight / 4));
        if (carried < _limit)
        {
            if (_before.InFlight < inFlight)
            {
                _before = (inFlight, latency);
            }

            _limit = carried;
            _carried = carried;
            _shrunkAt = now;
        }
    }

    // A class that is kept to its share never fills the limit, so whether there is room for more has to be tried. The more it matters, the sooner.
    private void Grow(double inFlight, long now, bool mostlyFailed)
    {
        if (_hasQueued && !mostlyFailed && _refused is { } refused && (inFlight >= _limit * 0.9 || now - _triedAt >= TrustFor(refused)))
        {
            // In small steps where the queue began last time.
            var isNear = inFlight >= _carried * 0.75 && inFlight <= _carried * 1.25;
            _limit = Math.Min(Highest, _limit + Math.Max(1, _limit / (isNear ? 30 : 10)));
        }
    }

    private long TrustFor(Priority refused) => (long)(_trust * _second * refused switch
    {
        Priority.Bulk => 10.0,
        Priority.Normal => 0.5,
        _ => 0,
    });

    // By more than two milliseconds: below that, the gateway's own work and the network hide what the system does.
    private double DelayedBeyond(double doubt) => Math.Max(_unloaded * Tolerance, _unloaded + (_second / 500)) + doubt;
}

using StackExchange.Redis;

namespace RetailSync.Policies.RateLimit;

/// <summary>
/// What this gateway knows of a counter that a server keeps for all gateways, and the batch that it may admit from it without asking. The counter here mirrors
/// the server's: every request is charged here before the server is asked, so that this gateway can go on from there when the server goes away.
/// </summary>
/// <remarks>Not safe for several threads: the shard's lock, <see cref="Gate"/>, protects it.</remarks>
internal sealed partial class RateShare(RateCounter counter, Lock gate, RedisKey[] key, RateWindows windows)
{
    // A window that began here and of which the server has not told the end yet.
    private const long NotTold = 0;

    // A window that began while the server was away. It stays as it is until it is over: callers were told when that is.
    private const long Own = -1;

    private readonly long[] _ids = new long[windows.Count];
    private RateWindows _windows = windows;
    private ulong _turns;
    private int _tokens;
    private long _tokensUntil;
    private long[] _tokensFrom = [];
    private bool _isScarce;
    private bool _wasUsed;
    private int _back;
    private long[]? _backTo;
    private TaskCompletionSource? _refill;
    private int _connection;

    /// <summary>Held while this is used.</summary>
    public Lock Gate => gate;

    /// <summary>The counter's name on the server.</summary>
    public RedisKey[] Key => key;

    /// <summary>The counter's _windows. Routes may differ in how large a batch they take.</summary>
    public RateWindows Windows
    {
        get => _windows;
        set => _windows = value;
    }

    /// <summary>Whether the store looks after its batch.</summary>
    public bool IsListed { get; set; }

    /// <summary>Drops the batch when the connection over which it came is another one: the server may have started anew and know nothing of it.</summary>
    public void UseConnection(int connection)
    {
        if (connection != _connection)
        {
            (_connection, _tokens, _back, _backTo) = (connection, 0, 0, null);
        }
    }

    /// <summary>The first look at a request while the server is there.</summary>
    /// <param name="cost">What it takes.</param>
    /// <param name="countDenied">Whether a refusal takes, too.</param>
    /// <param name="mayWait">Whether it may wait for a batch that another request fetches.</param>
    /// <param name="now">The moment, as a timestamp.</param>
    /// <param name="frequency">Timestamps per second.</param>
    public RateStep Begin(int cost, bool countDenied, bool mayWait, long now, long frequency)
    {
        Renew(now);
        var violated = counter.Violated(_windows, cost);
        if (violated != 0 && (!countDenied || counter.IsSpent(_windows)))
        {
            // What the server has called empty stays so until the window is over, so a caller who goes on and on costs the server nothing.
            return RateStep.Decided(counter.Describe(_windows, cost, violated, now, frequency), RateSource.Remembered);
        }

        if (violated == 0 && _tokens >= cost)
        {
            _tokens -= cost;
            _wasUsed = true;
            counter.Charge(_windows, cost, now, frequency);
            return RateStep.Decided(counter.Describe(_windows, cost, 0, now, frequency), RateSource.Lease);
        }

        if (violated == 0 && mayWait && _refill is not null)
        {
            return RateStep.Wait(_refill.Task);
        }

        counter.Charge(_windows, cost, now, frequency);
        return RateStep.AskFor(Question(cost, countDenied, violated, now));
    }

    /// <summary>The server did not answer: what was charged here decides.</summary>
    public RateDecision Fall(in RateAsk ask, long now, long frequency)
    {
        Renew(now);
        GoOnAlone();
        return counter.Describe(_windows, ask.Cost, ask.Violated, now, frequency);
    }

    /// <summary>Decides while the server is away.</summary>
    public RateDecision TakeAlone(int cost, bool countDenied, long now, long frequency)
    {
        Renew(now);
        var decision = counter.Take(_windows, cost, countDenied, now, frequency);
        GoOnAlone();
        return decision;
    }

    /// <summary>Lets those go on who waited for a batch.</summary>
    public void EndRefill()
    {
        _refill?.SetResult();
        _refill = null;
    }

    /// <summary>Takes out what is to be given back: what a window that is over has left behind, or a batch that nobody has used since the last look. 0: nothing.</summary>
    /// <param name="always">Whether a batch in use is taken out, too.</param>
    /// <param name="now">The moment, as a timestamp.</param>
    /// <param name="from">The ends of the windows from which it was taken.</param>
    public int TakeUnused(bool always, long now, out long[] from)
    {
        Renew(now);
        var unused = _back;
        from = _backTo ?? _tokensFrom;
        (_back, _backTo) = (0, null);
        if (unused == 0 && (always || !_wasUsed))
        {
            (unused, _tokens) = (_tokens, 0);
        }

        return unused;
    }

    /// <summary>Whether there is still something to look after.</summary>
    public bool HasUnused => _tokens > 0 || _back > 0;

    /// <summary>From now on a batch counts as unused until it is used again.</summary>
    public void BeginLook() => _wasUsed = false;

    private RateAsk Question(int cost, bool countDenied, int violated, long now)
    {
        // Where refusals count, the whole cost is asked for: the server has to know what to take if it refuses.
        var held = countDenied ? 0 : _tokens;
        _tokens -= held;
        var isRefill = violated == 0 && _windows.Batch > 0 && !_isScarce && _refill is null;
        if (isRefill)
        {
            _refill = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        var ask = new RateAsk
        {
            Cost = cost,
            Need = cost - held,
            Want = isRefill ? _windows.Batch : 0,
            Denied = countDenied ? cost : 0,
            Held = held,
            HeldUntil = _tokensUntil,
            Violated = violated,
            Turns = _turns,
            SentAt = now,
            Back = _back,
            BackTo = _backTo,
            IsRefill = isRefill,
        };
        (_back, _backTo) = (0, null);
        return ask;
    }

    private void Renew(long now)
    {
        var over = counter.Renew(now);
        if (_tokens > 0 && (over != 0 || now >= _tokensUntil))
        {
            // One window is over, and the batch with it; what was taken from the longer ones beside it goes back to them.
            (_back, _backTo, _tokens) = (_tokens, _tokensFrom, 0);
        }

        for (var i = 0; over != 0; i++, over >>= 1)
        {
            if ((over & 1) != 0)
            {
                _ids[i] = NotTold;
                _isScarce = false;
                var next = (byte)((_turns >> (8 * i)) + 1);
                _turns = (_turns & ~(0xFFUL << (8 * i))) | ((ulong)next << (8 * i));
            }
        }
    }

    private void GoOnAlone()
    {
        // The server may have forgotten what it granted, so nothing of it is used any more.
        _tokens = 0;
        for (var i = 0; i < _ids.Length; i++)
        {
            if (counter.IsRunning(i) && _ids[i] == NotTold)
            {
                _ids[i] = Own;
            }
        }
    }
}

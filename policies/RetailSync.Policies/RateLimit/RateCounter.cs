namespace RetailSync.Policies.RateLimit;

/// <summary>One key's windows. A window starts with the first request in it and holds its whole limit again when its time is over.</summary>
/// <remarks>Not safe for several threads: the shard's lock protects it.</remarks>
internal sealed class RateCounter(RateKey key, int windows)
{
    private readonly long[] _ends = new long[windows];
    private readonly int[] _used = new int[windows];

    public RateKey Key => key;

    /// <summary>Where it stands in its shard's list.</summary>
    public int Slot { get; set; }

    /// <summary>Whether it was asked since the shard last looked for something to drop.</summary>
    public bool WasUsed { get; set; }

    /// <summary>What is known of the same counter on a server; null where every gateway counts for itself.</summary>
    public RateShare? Share { get; set; }

    /// <summary>Whether every window is over, so that nothing is lost when it is dropped.</summary>
    public bool IsIdle(long now)
    {
        foreach (var end in _ends)
        {
            if (end > now)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Decides about one request and charges it.</summary>
    /// <param name="windows">The windows.</param>
    /// <param name="cost">How much is taken.</param>
    /// <param name="countDenied">Whether a refused request takes from the windows that have room.</param>
    /// <param name="now">The moment, as a timestamp.</param>
    /// <param name="frequency">Timestamps per second.</param>
    public RateDecision Take(RateWindows windows, int cost, bool countDenied, long now, long frequency)
    {
        Renew(now);
        var violated = Violated(windows, cost);
        if (violated == 0 || countDenied)
        {
            Charge(windows, cost, now, frequency);
        }

        return Describe(windows, cost, violated, now, frequency);
    }

    /// <summary>Empties the windows that are over. Returns a bit for each.</summary>
    public int Renew(long now)
    {
        var over = 0;
        for (var i = 0; i < _ends.Length; i++)
        {
            if (_ends[i] != 0 && _ends[i] <= now)
            {
                (_ends[i], _used[i]) = (0, 0);
                over |= 1 << i;
            }
        }

        return over;
    }

    /// <summary>A bit for each window without room.</summary>
    public int Violated(RateWindows windows, int cost)
    {
        var violated = 0;
        for (var i = 0; i < _used.Length; i++)
        {
            if (_used[i] > windows.Limits[i] - cost)
            {
                violated |= 1 << i;
            }
        }

        return violated;
    }

    /// <summary>Whether nothing at all is left in any window.</summary>
    public bool IsSpent(RateWindows windows)
    {
        for (var i = 0; i < _used.Length; i++)
        {
            if (_used[i] < windows.Limits[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Takes from every window, and begins those that have not begun.</summary>
    public void Charge(RateWindows windows, int cost, long now, long frequency)
    {
        for (var i = 0; i < _ends.Length; i++)
        {
            if (_ends[i] == 0)
            {
                _ends[i] = now + (windows.Seconds[i] * frequency);
            }

            _used[i] = Math.Min(windows.Limits[i], _used[i] + cost);
        }
    }

    /// <summary>Puts back what a request took that was not admitted after all.</summary>
    public void Refund(int window, int cost) => _used[window] = Math.Max(0, _used[window] - cost);

    /// <summary>Whether a window has begun and was not over when last looked at.</summary>
    public bool IsRunning(int window) => _ends[window] != 0;

    /// <summary>Takes over what a server knows better: at least so much is used, and the window ends then.</summary>
    public void Learn(int window, int used, long end) => (_used[window], _ends[window]) = (Math.Max(_used[window], used), end);

    /// <summary>When a window ends, as a timestamp; 0 when it has not begun.</summary>
    public long EndOf(int window) => _ends[window];

    /// <summary>What is left in a window.</summary>
    public int LeftIn(int window, RateWindows windows) => windows.Limits[window] - _used[window];

    /// <summary>In how many seconds a window is over, rounded up: whoever waits so long must find it renewed. One that has not started lasts its whole time from its first request.</summary>
    public int SecondsUntil(int window, RateWindows windows, long now, long frequency) =>
        _ends[window] == 0 ? windows.Seconds[window] : (int)((Math.Max(0, _ends[window] - now) + frequency - 1) / frequency);

    /// <summary>What to tell about the windows as they are now.</summary>
    public RateDecision Describe(RateWindows windows, int cost, int violated, long now, long frequency)
    {
        Span<int> left = stackalloc int[_ends.Length];
        Span<int> seconds = stackalloc int[_ends.Length];
        for (var i = 0; i < _ends.Length; i++)
        {
            left[i] = LeftIn(i, windows);
            seconds[i] = SecondsUntil(i, windows, now, frequency);
        }

        return RateDecision.Of(left, seconds, cost, violated);
    }
}

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

    /// <param name="windows">The windows.</param>
    /// <param name="cost">How much is taken.</param>
    /// <param name="countDenied">Whether a refused request takes from the windows that have room.</param>
    /// <param name="now">The moment, as a timestamp.</param>
    /// <param name="frequency">Timestamps per second.</param>
    public RateDecision Take(RateWindows windows, int cost, bool countDenied, long now, long frequency)
    {
        var violated = 0;
        for (var i = 0; i < _ends.Length; i++)
        {
            if (_ends[i] <= now)
            {
                _ends[i] = 0;
                _used[i] = 0;
            }

            if (_used[i] > windows.Limits[i] - cost)
            {
                violated |= 1 << i;
            }
        }

        if (violated == 0 || countDenied)
        {
            Charge(windows, cost, now, frequency);
        }

        return Describe(windows, cost, violated, now, frequency);
    }

    private void Charge(RateWindows windows, int cost, long now, long frequency)
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

    private RateDecision Describe(RateWindows windows, int cost, int violated, long now, long frequency)
    {
        var (told, least, reset, wait) = (0, int.MaxValue, 0, 0);
        for (var i = 0; i < _ends.Length; i++)
        {
            var left = windows.Limits[i] - _used[i];
            var seconds = SecondsUntil(i, windows, now, frequency);
            if (left < least || (left == least && seconds > reset))
            {
                (told, least, reset) = (i, left, seconds);
            }

            // Looked at after charging: a refusal that counts may have used up another window, which then has to be waited for as well.
            if (violated != 0 && left < cost && seconds > wait)
            {
                wait = seconds;
            }
        }

        return new RateDecision(violated == 0, told, least, reset, violated, wait);
    }

    // Rounded up: whoever waits so long must find the window renewed. A window that has not started lasts its whole time from its first request.
    private int SecondsUntil(int window, RateWindows windows, long now, long frequency) =>
        _ends[window] == 0 ? windows.Seconds[window] : (int)((_ends[window] - now + frequency - 1) / frequency);
}

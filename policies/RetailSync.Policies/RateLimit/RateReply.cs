namespace RetailSync.Policies.RateLimit;

/// <summary>What the server's script answered: granted, violated, the server's time, and for each window its end (0: not begun) and what is used.</summary>
internal readonly struct RateReply(long[] numbers)
{
    /// <summary>How much was granted; 0 when it was refused or nothing was asked for.</summary>
    public int Granted => (int)numbers[0];

    /// <summary>A bit for each window without room.</summary>
    public int Violated => (int)numbers[1];

    /// <summary>When a window ends, in the server's milliseconds, which also tells it from the next one; 0 when it has not begun.</summary>
    public long EndOf(int window) => numbers[3 + (2 * window)];

    /// <summary>What all gateways together have taken from a window.</summary>
    public int UsedIn(int window) => (int)numbers[4 + (2 * window)];

    /// <summary>How long a window still lasts.</summary>
    public long MillisecondsLeft(int window) => EndOf(window) - numbers[2];

    /// <summary>The ends of all windows.</summary>
    public long[] Ends(int count)
    {
        var ends = new long[count];
        for (var i = 0; i < count; i++)
        {
            ends[i] = EndOf(i);
        }

        return ends;
    }
}

namespace RetailSync.Events.Queueing;

/// <summary>How one route does: how many of its changes are under way, and how long it is left alone. Safe to use from many threads.</summary>
internal sealed class RouteQueue
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private DateTimeOffset _notBefore = DateTimeOffset.MinValue;
    private int _failures;
    private int _underWay;

    /// <summary>How many may be started now. A route that has failed is probed with one.</summary>
    /// <param name="now">The store's time.</param>
    /// <param name="most">How many may be under way at a time.</param>
    public int Room(DateTimeOffset now, int most)
    {
        lock (_lock)
        {
            return now < _notBefore ? 0 : Math.Max(0, (_failures > 0 ? 1 : most) - _underWay);
        }
    }

    /// <summary>One more is under way.</summary>
    public void Begin()
    {
        lock (_lock)
        {
            _underWay++;
        }
    }

    /// <summary>One is over.</summary>
    public void End()
    {
        lock (_lock)
        {
            _underWay--;
        }
    }

    /// <summary>The system has answered: all at once again.</summary>
    public void Succeed()
    {
        lock (_lock)
        {
            (_failures, _notBefore) = (0, DateTimeOffset.MinValue);
        }
    }

    /// <summary>The system is down: it is left alone for a time that doubles from one second.</summary>
    public void Fail(DateTimeOffset now, TimeSpan longest, TimeSpan? wish)
    {
        lock (_lock)
        {
            // Several that were under way together have failed once.
            if (now >= _notBefore)
            {
                _failures++;
            }

            var until = now + Pause(_failures, longest, wish);
            _notBefore = until > _notBefore ? until : _notBefore;
        }
    }

    /// <summary>The pause after a number of failures.</summary>
    public static TimeSpan Pause(long failures, TimeSpan longest, TimeSpan? wish)
    {
        var doubled = FirstPause * Math.Pow(2, Math.Clamp(failures - 1, 0, 20));
        var pause = doubled < longest ? doubled : longest;
        return wish > pause ? wish.Value : pause;
    }
}

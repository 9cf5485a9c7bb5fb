namespace RetailSync.Gateway.Forwarding;

/// <summary>Cuts an attempt whose answer's head does not come in time, and nothing after the head. Kept in <see cref="HeadTimers"/>; used by one attempt at a time.</summary>
internal sealed class HeadTimer : IDisposable
{
    private const int Idle = 0;
    private const int Waiting = 1;
    private const int Fired = 2;

    private readonly CancellationTokenSource _source = new();
    private readonly TimeProvider _clock;
    private readonly ITimer _timer;
    private TimeSpan _timeout;
    private WatchedBody? _body;
    private long _startedAt;
    private int _state;

    /// <summary>Makes one that is not running.</summary>
    public HeadTimer(TimeProvider clock)
    {
        _clock = clock;
        _timer = clock.CreateTimer(static timer => ((HeadTimer)timer!).OnTime(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancelled when the time is over.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Whether the time was over before the head came.</summary>
    public bool IsOver => Volatile.Read(ref _state) == Fired;

    /// <summary>Starts to wait. A body that the caller is still sending does not count against the upstream.</summary>
    public void Start(TimeSpan timeout, WatchedBody? body)
    {
        (_timeout, _body, _startedAt) = (timeout, body, _clock.GetTimestamp());
        Volatile.Write(ref _state, Waiting);
        _timer.Change(timeout, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Ends the wait. False when the time was over.</summary>
    public bool Stop()
    {
        if (Interlocked.CompareExchange(ref _state, Idle, Waiting) == Waiting)
        {
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        return !IsOver;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer.Dispose();
        if (!IsOver)
        {
            // Otherwise its callbacks may be running at this moment; without a timer of its own it holds nothing that needs disposing.
            _source.Dispose();
        }
    }

    private void OnTime()
    {
        if (Volatile.Read(ref _state) != Waiting)
        {
            return;
        }

        // The timer may also be late from an earlier attempt, or the body has ended meanwhile: then there is time left.
        var left = _body is null ? _timeout - _clock.GetElapsedTime(_startedAt) : _body.FinishedAt == 0 ? _timeout : _timeout - _clock.GetElapsedTime(Math.Max(_startedAt, _body.FinishedAt));
        if (left > TimeSpan.Zero)
        {
            _timer.Change(left + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
        }
        else if (Interlocked.CompareExchange(ref _state, Fired, Waiting) == Waiting)
        {
            _source.Cancel();
        }
    }
}

namespace RetailSync.Events.Delivery.Dispatch;

/// <summary>
/// Stops sending to an endpoint that is down, and tries it with one event at a time until one is taken. One poison key does not open it: the failures in a row must belong to
/// different keys. One thread at a time.
/// </summary>
internal sealed class EndpointBreaker(DispatcherOptions options)
{
    private readonly HashSet<string> _failedKeys = new(StringComparer.Ordinal);
    private TimeSpan _open = options.BreakerOpen;
    private long? _trial;

    /// <summary>Until when nothing is sent; null while closed. Once it has passed, one trial is allowed.</summary>
    public DateTimeOffset? OpenUntil { get; private set; }

    /// <summary>Whether an attempt may begin.</summary>
    public bool Allows(DateTimeOffset now) => OpenUntil is not { } until || (_trial is null && now >= until);

    /// <summary>An attempt begins.</summary>
    public void Begun(long seq)
    {
        if (OpenUntil is not null)
        {
            _trial = seq;
        }
    }

    /// <summary>The endpoint answered, though perhaps not with what we hoped for.</summary>
    public void Answered()
    {
        _failedKeys.Clear();
        (OpenUntil, _trial, _open) = (null, null, options.BreakerOpen);
    }

    /// <summary>The attempt says nothing about the endpoint: a trial may be made again at once.</summary>
    public void Undecided() => _trial = null;

    /// <summary>The endpoint failed.</summary>
    public void Failed(long seq, string key, DateTimeOffset now)
    {
        if (OpenUntil is not null)
        {
            // Attempts that began before it opened may end now; only the trial's failure makes it wait longer.
            if (_trial == seq)
            {
                _open = Min(_open * 2, options.BreakerMaxOpen);
                (OpenUntil, _trial) = (now + _open, null);
            }
        }
        else if (_failedKeys.Add(key) && _failedKeys.Count >= options.BreakerFailures)
        {
            OpenUntil = now + _open;
        }
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}

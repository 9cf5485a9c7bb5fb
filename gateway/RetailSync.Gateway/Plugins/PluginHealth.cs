namespace RetailSync.Gateway.Plugins;

/// <summary>Whether a plugin may be called: counts its faults in a window and takes it out of use. Safe to use from many threads.</summary>
internal sealed class PluginHealth(QuarantineOptions options, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Queue<long> _faults = new();
    private volatile PluginFault? _last;
    private volatile int _state = (int)State.NotStarted;
    private long _quarantinedAt;
    private bool _onTrial;

    private enum State
    {
        NotStarted,
        Running,
        Quarantined,
        Stopped,
    }

    /// <summary>How many faults the plugin has had last, and which.</summary>
    public PluginFault? LastFault => _last;

    /// <summary>Whether it may be called. When its quarantine is over, it is on trial from here on.</summary>
    public bool IsRunning => _state == (int)State.Running || (_state == (int)State.Quarantined && TryTrial());

    /// <summary>Whether it is quarantined, without starting its trial.</summary>
    public bool IsQuarantined => _state == (int)State.Quarantined;

    /// <summary>What operators read: <c>running</c>, <c>quarantined</c>, <c>stopped</c>.</summary>
    public string Status => (State)_state switch
    {
        State.Running => "running",
        State.Quarantined => "quarantined",
        _ => "stopped",
    };

    /// <summary>How long until it is tried again; null when it is not quarantined or is never tried by itself.</summary>
    public TimeSpan? TriedAgainIn
    {
        get
        {
            lock (_lock)
            {
                return _state != (int)State.Quarantined || options.CooldownSeconds == 0
                    ? null
                    : TimeSpan.FromTicks(Math.Max(0, (TimeSpan.FromSeconds(options.CooldownSeconds) - clock.GetElapsedTime(_quarantinedAt)).Ticks));
            }
        }
    }

    /// <summary>What must hold before a trial begins by itself, besides the time.</summary>
    public Func<bool> MayBeTried { get; init; } = static () => true;

    /// <summary>It has started.</summary>
    public void Start() => _state = (int)State.Running;

    /// <summary>It has stopped.</summary>
    public void Stop() => _state = (int)State.Stopped;

    /// <summary>A call went well: a trial is passed.</summary>
    public void Succeeded()
    {
        if (Volatile.Read(ref _onTrial))
        {
            Volatile.Write(ref _onTrial, false);
        }
    }

    /// <summary>Counts a fault. True when it is the one that quarantines the plugin.</summary>
    public bool Fault(string kind, string what)
    {
        _last = new PluginFault(clock.GetUtcNow(), kind, what);
        lock (_lock)
        {
            if (_state != (int)State.Running)
            {
                return false;
            }

            var now = clock.GetTimestamp();
            _faults.Enqueue(now);
            while (clock.GetElapsedTime(_faults.Peek(), now) > TimeSpan.FromSeconds(options.WindowSeconds))
            {
                _faults.Dequeue();
            }

            if (_faults.Count < options.Faults && !_onTrial)
            {
                return false;
            }

            _quarantinedAt = now;
            _state = (int)State.Quarantined;
            return true;
        }
    }

    /// <summary>Puts it back into use, as if it had never failed. False when it is not quarantined.</summary>
    public bool Release() => Leave(onTrial: false, static (_, _) => true);

    private bool TryTrial() => options.CooldownSeconds > 0 && Leave(onTrial: true, static (health, now) =>
        health.MayBeTried() && health.IsCool(now));

    private bool IsCool(long now) => clock.GetElapsedTime(_quarantinedAt, now) >= TimeSpan.FromSeconds(options.CooldownSeconds);

    private bool Leave(bool onTrial, Func<PluginHealth, long, bool> may)
    {
        lock (_lock)
        {
            if (_state != (int)State.Quarantined || !may(this, clock.GetTimestamp()))
            {
                // Another thread may have begun the trial already.
                return onTrial && _state == (int)State.Running;
            }

            _faults.Clear();
            _onTrial = onTrial;
            _state = (int)State.Running;
            return true;
        }
    }
}

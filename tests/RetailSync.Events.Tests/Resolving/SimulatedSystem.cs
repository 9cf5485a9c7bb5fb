using RetailSync.Gateway;

namespace RetailSync.Events.Tests.Resolving;

/// <summary>A system whose requests may be lost, come late, or be answered into the void. One change is sent to it, perhaps more than once.</summary>
internal sealed class SimulatedSystem(UpstreamClass offers, bool hasGuard, bool refuses)
{
    private readonly List<DateTimeOffset> _onTheirWay = [];
    private DateTimeOffset _busyUntil = DateTimeOffset.MinValue;
    private bool? _keyedOutcome;

    /// <summary>How often the change took effect.</summary>
    public int Effects { get; private set; }

    /// <summary>How often it was sent, the first time included.</summary>
    public int Sent { get; private set; }

    /// <summary>Sends the change; it arrives then, or never.</summary>
    public void Send(DateTimeOffset? arrives)
    {
        Sent++;
        if (arrives is { } at)
        {
            _onTheirWay.Add(at);
        }
    }

    /// <summary>Lets everything arrive that is due.</summary>
    public void Until(DateTimeOffset now)
    {
        foreach (var at in _onTheirWay.Where(at => at <= now).Order().ToList())
        {
            _onTheirWay.Remove(at);
            Arrive(at);
        }
    }

    /// <summary>Whether it is still at work on an earlier request.</summary>
    public bool IsBusy(DateTimeOffset now) => now < _busyUntil;

    /// <summary>Makes it take its time.</summary>
    public void WorkUntil(DateTimeOffset until) => _busyUntil = until;

    private void Arrive(DateTimeOffset at)
    {
        // Class A: the key. Class C: the version. Others take every request for a new one.
        var isNew = offers switch
        {
            UpstreamClass.A => _keyedOutcome is null,
            UpstreamClass.C when hasGuard => Effects == 0,
            _ => true,
        };
        _busyUntil = _busyUntil < at ? at : _busyUntil;
        _keyedOutcome ??= !refuses;
        if (isNew && !refuses)
        {
            Effects++;
        }
    }
}

using RetailSync.Gateway;

namespace RetailSync.Events.Resolving;

/// <summary>What a resolver knows when it decides. Immutable.</summary>
internal sealed record ResolverState
{
    /// <summary>What the system offers.</summary>
    public required UpstreamClass Class { get; init; }

    /// <summary>Whether the change takes the thing away.</summary>
    public bool IsDelete { get; init; }

    /// <summary>Whether there is something to ask with GET.</summary>
    public bool CanLook { get; init; }

    /// <summary>Whether the change carries one strong entity tag in <c>If-Match</c>, so that it cannot take effect twice.</summary>
    public bool HasGuard { get; init; }

    /// <summary>How many attempts were begun, this one included.</summary>
    public required long Attempts { get; init; }

    /// <summary>Whether the change was sent again under its guard.</summary>
    public bool IsResent { get; init; }

    /// <summary>Since when the change is missing; null when it is not.</summary>
    public DateTimeOffset? AbsentSince { get; init; }

    /// <summary>Since when the outcome is unknown.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Until when the first call may have been sent.</summary>
    public required DateTimeOffset Deadline { get; init; }

    /// <summary>Now.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>How long after its deadline a change may still arrive.</summary>
    public required TimeSpan Quiet { get; init; }

    /// <summary>How many attempts are made.</summary>
    public int MaxAttempts { get; init; } = 40;

    /// <summary>How long attempts are made.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromHours(24);

    /// <summary>The longest pause.</summary>
    public TimeSpan MaxPause { get; init; } = TimeSpan.FromMinutes(5);
}

namespace RetailSync.Gateway;

/// <summary>A window in which a deprecated version answers 410, so that late callers notice.</summary>
/// <param name="From">The first moment of the window.</param>
/// <param name="To">The first moment after the window.</param>
public sealed record Brownout(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>Whether <paramref name="moment"/> lies in the window.</summary>
    public bool Contains(DateTimeOffset moment) => moment >= From && moment < To;
}

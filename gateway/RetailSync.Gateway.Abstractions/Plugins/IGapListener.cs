namespace RetailSync.Gateway;

/// <summary>An observer that wants to know what it missed.</summary>
public interface IGapListener : IExchangeObserver
{
    /// <summary>Tells what was missed since the last exchange that it was handed, before it is handed the next. Same rules as <see cref="IExchangeObserver.ObserveAsync"/>.</summary>
    ValueTask OnGapAsync(PluginGap gap, CancellationToken cancellationToken);
}

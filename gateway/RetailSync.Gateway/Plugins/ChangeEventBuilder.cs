namespace RetailSync.Gateway.Plugins;

/// <summary>Asks the plugins of the stage <c>events</c>, one after another, each within its own time limit. Safe to use from many threads.</summary>
internal sealed class ChangeEventBuilder(PluginHost host) : IChangeEventBuilder
{
    /// <inheritdoc/>
    public async ValueTask<BuiltEvents> BuildAsync(CompletedChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (host.EventSources.Count == 0)
        {
            return BuiltEvents.None;
        }

        List<ChangeEvent>? events = null;
        string? fault = null;
        foreach (var source in host.EventSources)
        {
            // The caller is told what is known so far: an event that was not asked for is missing, and must not look as if it had never been due.
            var built = cancellationToken.IsCancellationRequested ? new BuiltEvents([], "The gateway was stopping.") : await source.BuildAsync(change);
            fault ??= built.Fault;
            if (built.Events.Count > 0)
            {
                (events ??= []).AddRange(built.Events);
            }
        }

        // Where the contract declares no event none is owed: a plugin that fails there is counted and shown, and holds up no key.
        fault = change.Operation.Event is null ? null : fault;
        return events is null && fault is null ? BuiltEvents.None : new BuiltEvents(events ?? [], fault);
    }
}

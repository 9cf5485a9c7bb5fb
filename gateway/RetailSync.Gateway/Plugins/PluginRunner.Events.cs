namespace RetailSync.Gateway.Plugins;

/// <content>How it is asked for change events.</content>
internal sealed partial class PluginRunner
{
    // A reason goes into the store and to operators: a plugin's text may not be as long as it likes.
    private const int LongestReason = 400;

    /// <summary>
    /// Asks for the events of a change. Never throws. An event that is due and cannot be built (<see cref="ChangeEventException"/>) is no fault of the plugin; a call
    /// that throws anything else, takes too long or gives what is no event is one.
    /// </summary>
    public async ValueTask<BuiltEvents> BuildAsync(CompletedChange change)
    {
        if (!Health.IsRunning)
        {
            return new BuiltEvents([], $"The plugin {Id} is {Health.Status}.");
        }

        try
        {
            if (Interlocked.Increment(ref _eventCalls) > Manifest.Budget.Concurrency)
            {
                _caller.Fault("over-budget", $"More than {Manifest.Budget.Concurrency} calls for events would run at a time.");
                return new BuiltEvents([], $"The plugin {Id} has no room for another call.");
            }

            var asking = new Asking((IChangeEventSource)_plugin, change);
            return await _caller.CallAsync(Events, asking, 1, static (asking, limit) => asking.RunAsync(limit))
                ? Told(asking)
                : new BuiltEvents([], $"The plugin {Id} failed or took longer than {Manifest.TimeLimitMs} ms.");
        }
        finally
        {
            Interlocked.Decrement(ref _eventCalls);
        }
    }

    private BuiltEvents Told(Asking asking)
    {
        if (asking.Reason is not { } reason)
        {
            return new BuiltEvents(asking.Events);
        }

        var masked = _context.Masker.Mask(reason);
        return new BuiltEvents([], masked.Length <= LongestReason ? masked : masked[..LongestReason]);
    }

    // A call that is given up may still write here; nobody reads it then.
    private sealed class Asking(IChangeEventSource source, CompletedChange change)
    {
        public IReadOnlyList<ChangeEvent> Events { get; private set; } = [];

        public string? Reason { get; private set; }

        public async ValueTask RunAsync(CancellationToken limit)
        {
            try
            {
                // Copied here, in the plugin's own time: the list is the plugin's code, too.
                Events = ChangeEventCheck.Sound([.. await source.BuildAsync(change, limit)]);
            }
            catch (ChangeEventException unbuildable)
            {
                Reason = unbuildable.Message;
            }
        }
    }
}

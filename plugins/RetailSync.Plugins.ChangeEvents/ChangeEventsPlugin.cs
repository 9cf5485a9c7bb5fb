using RetailSync.Gateway;

namespace RetailSync.Plugins.ChangeEvents;

/// <summary>
/// Builds the one event that an operation declares under <c>x-retailsync-event</c>. It keeps no state, reads no clock and calls nobody, so the same change always
/// gives the same event. Safe to call from many threads.
/// </summary>
/// <remarks>
/// A change counts as applied with a 2xx status, with 303 (RFC 9110, section 15.4.4: the change was made, its result is elsewhere), and with no status, when it was
/// found out later without an answer. Every other 3xx tells the caller to repeat the request at another place, which has not changed anything.
/// </remarks>
public sealed class ChangeEventsPlugin : IChangeEventSource
{
    private const int SeeOther = 303;
    private const int Unknown = 0;

    /// <inheritdoc/>
    public void Configure(PluginSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        foreach (var setting in setup.Settings.GetChildren())
        {
            setup.Fault(setting.Key, $"'{setting.Key}' is not known; the plugin has no settings. What an event is made of is said by the contracts.");
        }
    }

    /// <inheritdoc/>
    public ValueTask StartAsync(PluginContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ChangeEvent>> BuildAsync(CompletedChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        cancellationToken.ThrowIfCancellationRequested();
        IReadOnlyList<ChangeEvent> events = change.Operation.Event is { } declared && IsApplied(change.Status) ? [Build(change, declared)] : [];
        return ValueTask.FromResult(events);
    }

    /// <inheritdoc/>
    public ValueTask StopAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    private static bool IsApplied(int status) => status is >= 200 and < 300 or SeeOther or Unknown;

    private static ChangeEvent Build(CompletedChange change, EventDeclaration declared)
    {
        var key = EntityKey.Find(change.Operation, change.Path, change.RequestBody, change.ResponseBody ?? ReadOnlyMemory<byte>.Empty)
            ?? throw new ChangeEventException($"The key of {declared.Type} is not at '{declared.Key}', or is no text or number of 1 to {EntityKey.MaxLength} characters.");
        var (data, contentType) = EventData.Of(change, declared);
        return new ChangeEvent { Type = declared.Type, Key = key, Data = data, DataContentType = contentType };
    }
}

namespace RetailSync.Gateway;

/// <summary>A plugin that turns completed changes into change events. Called before the answer leaves, and again for outcomes that are found out later.</summary>
/// <remarks>It must say the same for the same change: a lost answer is asked for again.</remarks>
public interface IChangeEventSource : IGatewayPlugin
{
    /// <summary>Builds the events of one change; none when it causes none. Calls overlap. After the manifest's time limit the call is given up.</summary>
    /// <exception cref="ChangeEventException">The event cannot be built: its key or its data is not where the contract says.</exception>
    ValueTask<IReadOnlyList<ChangeEvent>> BuildAsync(CompletedChange change, CancellationToken cancellationToken);
}

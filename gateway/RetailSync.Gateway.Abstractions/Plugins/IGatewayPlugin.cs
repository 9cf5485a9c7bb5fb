namespace RetailSync.Gateway;

/// <summary>
/// What every plugin is. Its life: constructed without arguments, <see cref="Configure"/> (bind and validate), <see cref="StartAsync"/>, then called, then
/// <see cref="StopAsync"/>. What it is called for is said by its manifest and by <see cref="IExchangeObserver"/>, <see cref="IOutcomeStep"/> and <see cref="IChangeEventSource"/>.
/// </summary>
/// <remarks>
/// One instance runs per gateway. The constructor does no work: a configuration may be checked without anything being started. A plugin that cannot be configured
/// or started stops the gateway's start; a fault after that is contained.
/// </remarks>
public interface IGatewayPlugin
{
    /// <summary>Reads its settings and adds every fault. Opens nothing and starts nothing.</summary>
    void Configure(PluginSetup setup);

    /// <summary>Opens what it needs. 30 seconds at most.</summary>
    ValueTask StartAsync(PluginContext context, CancellationToken cancellationToken);

    /// <summary>Closes what it has opened. Called once, after the last call has ended or was given up. 10 seconds at most. Then it is disposed, if it can be.</summary>
    ValueTask StopAsync(CancellationToken cancellationToken);
}

using RetailSync.Gateway;

namespace RetailSync.Testing.FaultyPlugin;

/// <summary>Does wrong before answers leave. <c>Settings:Mode</c> says what.</summary>
public sealed class FaultyStep : IOutcomeStep
{
    private string _mode = "";
    private PluginContext? _context;

    /// <inheritdoc/>
    public void Configure(PluginSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        _mode = setup.Settings["Mode"] ?? "";
    }

    /// <inheritdoc/>
    public ValueTask StartAsync(PluginContext context, CancellationToken cancellationToken)
    {
        _context = context;
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask OnOutcomeAsync(ExchangeView exchange, CancellationToken cancellationToken) => Misdeed.CommitAsync(_mode, exchange, _context!, cancellationToken);

    /// <inheritdoc/>
    public ValueTask StopAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}

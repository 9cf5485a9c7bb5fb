using RetailSync.Gateway;

namespace RetailSync.Testing.FaultyPlugin;

/// <summary>Does wrong after answers have left. <c>Settings:Mode</c> says what.</summary>
public sealed class FaultyObserver : IExchangeObserver
{
    private string _mode = "";
    private PluginContext? _context;

    /// <inheritdoc/>
    public void Configure(PluginSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        _mode = setup.Settings["Mode"] ?? "";
        if (_mode == "faulty-settings")
        {
            setup.Fault("Mode", "is not to be had.");
        }
    }

    /// <inheritdoc/>
    public ValueTask StartAsync(PluginContext context, CancellationToken cancellationToken)
    {
        _context = context;
        return _mode == "cannot-start" ? throw new InvalidOperationException("No luck with password=hunter2 today.") : ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask ObserveAsync(IReadOnlyList<ExchangeView> exchanges, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(exchanges);
        foreach (var exchange in exchanges)
        {
            await Misdeed.CommitAsync(_mode, exchange, _context!, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public ValueTask StopAsync(CancellationToken cancellationToken) => _mode == "cannot-stop" ? throw new InvalidOperationException("It will not.") : ValueTask.CompletedTask;
}

using Microsoft.Extensions.Logging;
using RetailSync.Gateway;

namespace RetailSync.Plugins.NoOp;

/// <summary>Does nothing with every exchange. Copy the folder, rename it, and fill the methods in.</summary>
/// <remarks>
/// One instance lives as long as the gateway, so state in fields is its own and stays; static state is, too, as the assembly is loaded for it alone. It is public
/// because the gateway makes it by its name; everything else of a plugin can be internal.
/// </remarks>
public sealed partial class NoOpPlugin : IExchangeObserver
{
    private NoOpOptions _options = new();

    /// <summary>Comes first, and also when a configuration is only checked: reads settings, opens nothing.</summary>
    public void Configure(PluginSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);

        // Unknown keys and values out of range become faults with their full path; setup.Fault adds one of your own.
        _options = setup.Bind<NoOpOptions, NoOpOptionsValidator>();
    }

    /// <summary>Comes once, before the gateway listens: open files and connections here. If it throws, the gateway does not start.</summary>
    public ValueTask StartAsync(PluginContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (_options.Greeting.Length > 0)
        {
            LogGreeting(context.Logger, _options.Greeting);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Comes for every exchange that the manifest's <c>observes</c> names, after its answer has left.</summary>
    /// <remarks>
    /// It may take its time, up to the manifest's limit, and pass the token on to whatever waits. If it throws or takes too long, the exchange is not harmed; after
    /// some faults in a minute the plugin is taken out of use.
    /// </remarks>
    public ValueTask ObserveAsync(IReadOnlyList<ExchangeView> exchanges, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Comes once, after the last exchange: write out what is left and close what was opened.</summary>
    public ValueTask StopAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    [LoggerMessage(LogLevel.Information, "{Greeting}", EventName = "no-op.greeting")]
    private static partial void LogGreeting(ILogger logger, string greeting);
}

using RetailSync.Gateway;

namespace RetailSync.Plugins.Tests.ChangeEvents;

/// <summary>A source of events that does what a test says.</summary>
internal sealed class OddSource(Func<CompletedChange, CancellationToken, ValueTask<IReadOnlyList<ChangeEvent>>> build) : IChangeEventSource
{
    public void Configure(PluginSetup setup)
    {
    }

    public ValueTask StartAsync(PluginContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask<IReadOnlyList<ChangeEvent>> BuildAsync(CompletedChange change, CancellationToken cancellationToken) => build(change, cancellationToken);

    public ValueTask StopAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}

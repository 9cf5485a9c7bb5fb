using RetailSync.Events.Delivery.Targets;

namespace RetailSync.Events.Tests.Sinks;

/// <summary>A real backbone on this machine with one place that takes events, which nothing else uses. Disposing it removes the place.</summary>
internal abstract class SinkHome : IAsyncDisposable
{
    /// <summary>The sink that publishes to the place.</summary>
    public abstract IEventSink Sink { get; }

    /// <summary>A sink whose password is wrong: <c>wrong-password</c>.</summary>
    public abstract IEventSink SinkWithWrongPassword();

    /// <summary>How many events lie there.</summary>
    public abstract Task<int> CountAsync();

    /// <summary>Takes out all events, in their order.</summary>
    public abstract Task<IReadOnlyList<TakenEvent>> ReadAllAsync();

    /// <summary>Kills the backbone.</summary>
    public abstract Task StopAsync();

    /// <summary>Starts it again with what it had on disk.</summary>
    public abstract Task StartAsync();

    public abstract ValueTask DisposeAsync();
}

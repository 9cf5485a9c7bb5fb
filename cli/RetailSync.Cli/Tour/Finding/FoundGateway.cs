using RetailSync.Gateway.Hosting;

namespace RetailSync.Cli.Tour;

/// <summary>The gateway of a tour; disposing it stops it when the tour started it.</summary>
/// <param name="Target">Where its parts are.</param>
/// <param name="Own">The gateway that was started for the tour; null when there was one.</param>
internal sealed record FoundGateway(TourTarget Target, GatewayHost? Own) : IAsyncDisposable
{
    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Own?.DisposeAsync() ?? ValueTask.CompletedTask;
}

namespace RetailSync.Gateway.Hosting;

/// <summary>Leaves signals to the program: the framework's own lifetime would stop at once, and would not hear a second signal.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

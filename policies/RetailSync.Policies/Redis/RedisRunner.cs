using Microsoft.Extensions.Hosting;

namespace RetailSync.Policies.Redis;

/// <summary>Runs the link while the host runs. Apart from it, because the link has to outlive everything that uses it until the very end.</summary>
internal sealed class RedisRunner(RedisLink link) : BackgroundService
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => link.RunAsync(stoppingToken);
}

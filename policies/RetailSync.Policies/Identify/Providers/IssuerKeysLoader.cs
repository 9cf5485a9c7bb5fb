using Microsoft.Extensions.Hosting;

namespace RetailSync.Policies.Identify;

/// <summary>Loads every provider's keys in the background: at start until it succeeds, then on a schedule.</summary>
internal sealed class IssuerKeysLoader(IdentityProviders providers, IdentityOptions options, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(providers.All.Select(provider => KeepLoadedAsync(provider.Keys, stoppingToken)));

    private async Task KeepLoadedAsync(IssuerKeys keys, CancellationToken cancel)
    {
        try
        {
            var pause = FirstPause;
            while (!cancel.IsCancellationRequested)
            {
                var loaded = await keys.RefreshAsync(keys.Issuer is null ? KeyFetch.Start : KeyFetch.Scheduled);
                await Task.Delay(loaded ? TimeSpan.FromMinutes(options.MetadataRefreshMinutes) : pause, clock, cancel);
                pause = loaded ? FirstPause : pause < LongestPause / 2 ? pause * 2 : LongestPause;
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The host is stopping.
        }
    }
}

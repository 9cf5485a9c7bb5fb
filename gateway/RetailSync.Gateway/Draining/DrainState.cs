using Microsoft.AspNetCore.Connections.Features;

namespace RetailSync.Gateway.Draining;

/// <summary>Whether the gateway is stopping, and what is still in flight. Safe to use from many threads.</summary>
internal sealed class DrainState : IDisposable
{
    private readonly CancellationTokenSource _ending = new();
    private readonly CancellationTokenSource _cut = new();
    private volatile bool _isDraining;
    private int _inFlight;

    /// <summary>Makes one that is not stopping.</summary>
    public DrainState() => Cut = _cut.Token;

    /// <summary>Whether the gateway has been asked to stop.</summary>
    public bool IsDraining => _isDraining;

    /// <summary>How many exchanges have begun and not ended.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Cancelled when streams without an end of their own must end.</summary>
    public CancellationToken Ending => _ending.Token;

    /// <summary>Cancelled when whatever is still under way is cut off, even what outlives its caller.</summary>
    public CancellationToken Cut { get; }

    /// <summary>An exchange begins. Its connection takes no further ones while the gateway is stopping.</summary>
    public void Enter(HttpContext context)
    {
        Interlocked.Increment(ref _inFlight);
        if (_isDraining)
        {
            // HTTP/1.1: this answer says Connection: close. HTTP/2: GOAWAY, and the open streams finish.
            context.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
        }
    }

    /// <summary>An exchange has ended.</summary>
    public void Leave() => Interlocked.Decrement(ref _inFlight);

    /// <summary>From now on, readiness says no.</summary>
    public void Begin() => _isDraining = true;

    /// <summary>Ends the streams that have no end of their own.</summary>
    public Task EndStreamsAsync() => _ending.CancelAsync();

    /// <summary>Cuts off whatever is still under way.</summary>
    public Task CutAsync() => _cut.CancelAsync();

    /// <inheritdoc/>
    public void Dispose()
    {
        _ending.Dispose();
        _cut.Dispose();
    }
}

using System.Runtime.CompilerServices;
using Yarp.ReverseProxy.Model;

namespace RetailSync.Gateway.Forwarding;

/// <summary>What is remembered of a cluster from one request to the next: its retry budget and its destinations' breakers. Safe to use from many threads.</summary>
internal sealed class ClusterHealth(string clusterId, UpstreamSettings settings, TimeProvider clock, Action<string, string, string> changed)
{
    private static readonly TimeSpan Trouble = TimeSpan.FromSeconds(10);

    private readonly ConditionalWeakTable<DestinationState, DestinationBreaker> _breakers = [];

    // A timestamp; 0 before the first failure.
    private long _failedAt;

    /// <summary>The cluster's id.</summary>
    public string ClusterId => clusterId;

    /// <summary>The cluster's retries.</summary>
    public RetryBudget Budget { get; } = new(settings.RetryBudget, clock);

    /// <summary>Whether it was made with the same settings.</summary>
    public bool Fits(UpstreamSettings other) =>
        ReferenceEquals(settings, other) || (settings.Breaker == other.Breaker && settings.RetryBudget == other.RetryBudget);

    /// <summary>Whether an attempt has failed in the last moments.</summary>
    public bool IsTroubled(long now) => Volatile.Read(ref _failedAt) is var at && at != 0 && clock.GetElapsedTime(at, now) < Trouble;

    /// <summary>Notes that an attempt has failed.</summary>
    public void Failed(long now) => Volatile.Write(ref _failedAt, now);

    /// <summary>The breaker of a destination; null where breakers are switched off.</summary>
    public DestinationBreaker? Breaker(DestinationState destination)
    {
        if (!settings.Breaker.Enabled)
        {
            return null;
        }

        // A destination that has moved is another one.
        return _breakers.TryGetValue(destination, out var breaker) && breaker.Address == destination.Model.Config.Address ? breaker : Add(destination);
    }

    /// <summary>The state of a destination's breaker as operators see it.</summary>
    public string State(DestinationState destination) =>
        !settings.Breaker.Enabled ? "off" : _breakers.TryGetValue(destination, out var breaker) ? breaker.State : "closed";

    private DestinationBreaker Add(DestinationState destination)
    {
        lock (_breakers)
        {
            var address = destination.Model.Config.Address;
            if (!_breakers.TryGetValue(destination, out var breaker) || breaker.Address != address)
            {
                var id = destination.DestinationId;
                breaker = new DestinationBreaker(address, settings.Breaker, clock, state => changed(clusterId, id, state));
                _breakers.AddOrUpdate(destination, breaker);
            }

            return breaker;
        }
    }
}

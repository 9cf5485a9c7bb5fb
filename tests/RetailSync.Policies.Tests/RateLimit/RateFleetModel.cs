using RetailSync.Policies.RateLimit;

namespace RetailSync.Policies.Tests.RateLimit;

/// <summary>
/// What several gateways that share one window must do, as plainly as possible: how much was admitted through the server since its window began, and how much each
/// gateway has admitted since its own did.
/// </summary>
internal sealed class RateFleetModel(int limit, int seconds, int nodes)
{
    private readonly long _length = seconds * 1_000L;
    private readonly (long End, int Admitted, bool IsOwn)[] _nodes = new (long, int, bool)[nodes];
    private long _end = long.MinValue;
    private int _admitted;
    private long _troubledAt = long.MinValue / 2;

    /// <summary>What was admitted through the server in its running window.</summary>
    public int Admitted => _admitted;

    /// <summary>A gateway is cut off, or the server has forgotten, at this moment.</summary>
    public void Trouble(long now) => _troubledAt = now;

    public void Forget(long now)
    {
        Trouble(now);
        (_end, _admitted) = (long.MinValue, 0);
    }

    /// <param name="node">Which gateway decided.</param>
    /// <param name="decision">What it decided.</param>
    /// <param name="isAway">Whether it was cut off from the server.</param>
    /// <param name="cost">What the request takes.</param>
    /// <param name="slack">How much may lie unused in the other gateways' batches; 0 where every request is counted by itself.</param>
    /// <param name="now">The moment in milliseconds.</param>
    /// <param name="isRemembered">Whether nobody was asked: then what else was used since is not known.</param>
    public void Check(int node, RateDecision decision, bool isAway, int cost, int slack, long now, bool isRemembered)
    {
        if (now >= _end)
        {
            _admitted = 0;
        }

        var before = _admitted;
        if (decision.IsAdmitted && !isAway)
        {
            _end = now >= _end ? now + _length : _end;
            _admitted += cost;
        }

        Assert.True(_admitted <= limit, $"{_admitted} of {limit} were admitted through the server.");
        CheckNode(node, decision, isAway, cost, now);
        if (now - _troubledAt >= _length)
        {
            CheckExactness(decision, before, cost, slack, now, isRemembered);
        }
    }

    private void CheckNode(int node, RateDecision decision, bool isAway, int cost, long now)
    {
        ref var own = ref _nodes[node];
        if (now >= own.End)
        {
            own = (now >= _end || isAway ? now + _length : _end, 0, isAway);
        }

        if (isAway && own.IsOwn)
        {
            Assert.Equal(own.Admitted + cost <= limit, decision.IsAdmitted);
            Assert.Equal(own.End, now + (decision.ResetSeconds * 1_000L));
        }

        own.Admitted += decision.IsAdmitted ? cost : 0;
        Assert.True(own.Admitted <= limit, $"Gateway {node} admitted {own.Admitted} of {limit} in one window.");
    }

    private void CheckExactness(RateDecision decision, int before, int cost, int slack, long now, bool isRemembered)
    {
        Assert.True(decision.IsAdmitted ? before + cost <= limit : before + cost + slack > limit, $"{decision} though {before} of {limit} were used.");
        if (slack == 0)
        {
            Assert.True(isRemembered ? decision.Remaining >= limit - _admitted : decision.Remaining == limit - _admitted, $"{decision} though {limit - _admitted} are left.");
            Assert.Equal(now >= _end ? _length : _end - now, decision.ResetSeconds * 1_000L);
        }
    }
}

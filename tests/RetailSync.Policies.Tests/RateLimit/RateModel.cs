using RetailSync.Policies.RateLimit;

namespace RetailSync.Policies.Tests.RateLimit;

/// <summary>What one key's limits must do, written down as slowly and plainly as possible: the list of everything that was ever charged.</summary>
internal sealed class RateModel(RateWindows windows)
{
    private readonly List<(long At, int Cost)>[] _charged = [.. Enumerable.Range(0, windows.Count).Select(_ => new List<(long, int)>())];

    /// <param name="decision">What was decided.</param>
    /// <param name="now">The moment in milliseconds.</param>
    /// <param name="cost">What the request takes.</param>
    /// <param name="countDenied">Whether refusals take, too.</param>
    /// <param name="isRemembered">Whether nobody was asked: then what else was used since is not known.</param>
    public void Check(RateDecision decision, long now, int cost, bool countDenied, bool isRemembered = false)
    {
        var used = _charged.Select((charges, i) => Used(charges, i, now)).ToArray();
        var violated = Enumerable.Range(0, windows.Count).Where(i => used[i] + cost > windows.Limits[i]).ToArray();
        if (violated.Length == 0 || countDenied)
        {
            for (var i = 0; i < windows.Count; i++)
            {
                _charged[i].Add((now, Math.Min(cost, windows.Limits[i] - used[i])));
            }
        }

        var left = _charged.Select((charges, i) => windows.Limits[i] - Used(charges, i, now)).ToArray();
        Assert.Equal(violated.Length == 0, decision.IsAdmitted);
        if (isRemembered)
        {
            Assert.Contains(violated, i => (decision.Violated & (1 << i)) != 0);
            Assert.True(decision.Remaining >= left.Min());
            Assert.InRange(decision.WaitSeconds, 1, violated.Max(i => SecondsLeft(i, now)));
            return;
        }

        Assert.Equal(violated.Sum(i => 1 << i), decision.Violated);
        Assert.Equal(left.Min(), decision.Remaining);
        Assert.Equal(left[decision.Window], decision.Remaining);
        Assert.Equal(Enumerable.Range(0, windows.Count).Where(i => left[i] == left.Min()).Max(i => SecondsLeft(i, now)), decision.ResetSeconds);
        Assert.Equal(violated.Length == 0 ? 0 : Enumerable.Range(0, windows.Count).Where(i => left[i] < cost).Max(i => SecondsLeft(i, now)), decision.WaitSeconds);
        Assert.True(decision.IsAdmitted || decision.WaitSeconds >= decision.ResetSeconds);
    }

    private int Used(List<(long At, int Cost)> charges, int window, long now)
    {
        var start = Start(charges, window, now);
        return charges.Where(charge => charge.At >= start).Sum(charge => charge.Cost);
    }

    private int SecondsLeft(int window, long now)
    {
        var start = Start(_charged[window], window, now);
        return start == long.MaxValue ? windows.Seconds[window] : (int)Math.Ceiling((start + (windows.Seconds[window] * 1_000L) - now) / 1_000.0);
    }

    // A window starts with the first charge that no earlier window holds.
    private long Start(List<(long At, int Cost)> charges, int window, long now)
    {
        var start = long.MaxValue;
        foreach (var (at, _) in charges)
        {
            if (start == long.MaxValue || at >= start + (windows.Seconds[window] * 1_000L))
            {
                start = at;
            }
        }

        return start != long.MaxValue && now >= start + (windows.Seconds[window] * 1_000L) ? long.MaxValue : start;
    }
}

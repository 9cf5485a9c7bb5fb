using CsCheck;
using Microsoft.Extensions.Time.Testing;
using RetailSync.Gateway.Forwarding;

namespace RetailSync.Gateway.Tests.Forwarding;

public sealed class RetryBudgetTests
{
    [Fact]
    public void TryTake_FloorAndShare_AreWhatIsAllowed()
    {
        var budget = new RetryBudget(new RetryBudgetOptions { Percent = 20, Floor = 2 }, new FakeTimeProvider());
        for (var i = 0; i < 10; i++)
        {
            budget.Count();
        }

        Assert.Equal([true, true, true, true, false], Enumerable.Range(0, 5).Select(_ => budget.TryTake()));
    }

    [Fact]
    public void TryTake_WindowHasPassed_IsAllowedAgain()
    {
        var clock = new FakeTimeProvider();
        var budget = new RetryBudget(new RetryBudgetOptions { Percent = 0, Floor = 1 }, clock);
        Assert.True(budget.TryTake());

        clock.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(budget.TryTake());

        clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(budget.TryTake());
    }

    /// <summary>Against a model that remembers every moment: whatever happens when, no ten seconds hold more retries than their requests allow.</summary>
    [Fact]
    public void TryTake_AnyHistory_AgreesWithTheModel() =>
        Gen.Select(Gen.Int[0, 100], Gen.Int[0, 5], Gen.Select(Gen.Int[0, 2], Gen.Int[0, 4_000]).Array[1, 200]).Sample((percent, floor, history) =>
        {
            var clock = new FakeTimeProvider();
            var budget = new RetryBudget(new RetryBudgetOptions { Percent = percent, Floor = floor }, clock);
            var requests = new List<long>();
            var retries = new List<long>();
            foreach (var (kind, milliseconds) in history)
            {
                var second = clock.GetTimestamp() / clock.TimestampFrequency;
                switch (kind)
                {
                    case 0:
                        budget.Count();
                        requests.Add(second);
                        break;
                    case 1:
                        var isAllowed = (retries.Count(at => at > second - 10) + 1) * 100 <= (floor * 100) + (percent * requests.Count(at => at > second - 10));
                        Assert.Equal(isAllowed, budget.TryTake());
                        if (isAllowed)
                        {
                            retries.Add(second);
                        }

                        break;
                    default:
                        clock.Advance(TimeSpan.FromMilliseconds(milliseconds));
                        break;
                }
            }
        });

    [Fact]
    public async Task TryTake_ManyThreads_NeverMoreThanAllowed()
    {
        var budget = new RetryBudget(new RetryBudgetOptions { Percent = 10, Floor = 5 }, new FakeTimeProvider());

        var taken = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Enumerable.Range(0, 1_000).Count(_ =>
        {
            budget.Count();
            return budget.TryTake();
        }))));

        Assert.Equal(405, taken.Sum());
    }
}

namespace RetailSync.Sandbox.Tests.Faults;

public sealed class FaultBoardTests
{
    [Fact]
    public void Draw_SameSeed_FallsAlike()
    {
        var first = Draws(seed: 42);

        Assert.Equal(first, Draws(seed: 42));
        Assert.NotEqual(first, Draws(seed: 43));
        Assert.InRange(first.Count(hit => hit), 20, 45);
    }

    [Fact]
    public void Draw_Jitter_StaysWithinBounds()
    {
        var board = new FaultBoard();
        board.Replace(new FaultPlan { Rules = [new FaultRule { Kind = FaultKind.Latency, LatencyMs = 100, JitterMs = 30 }] });

        var waits = Enumerable.Range(0, 200).Select(_ => board.Draw("GET", "/v1/x").Single().Latency.TotalMilliseconds).ToList();

        Assert.InRange(waits.Min(), 70, 80);
        Assert.InRange(waits.Max(), 120, 130);
    }

    [Fact]
    public void Draw_RemainingUsedUp_RuleIsGone()
    {
        var board = new FaultBoard();
        board.Replace(new FaultPlan { Rules = [new FaultRule { Kind = FaultKind.Error, Remaining = 2 }] });

        var drawn = Enumerable.Range(0, 4).Select(_ => board.Draw("GET", "/").Count).ToList();

        Assert.Equal([1, 1, 0, 0], drawn);
        Assert.Empty(board.Plan.Rules);
    }

    private static List<bool> Draws(int seed)
    {
        var board = new FaultBoard();
        board.Replace(new FaultPlan { Seed = seed, Rules = [new FaultRule { Kind = FaultKind.Error, Rate = 0.3 }] });
        return [.. Enumerable.Range(0, 100).Select(_ => board.Draw("GET", "/").Count == 1)];
    }
}

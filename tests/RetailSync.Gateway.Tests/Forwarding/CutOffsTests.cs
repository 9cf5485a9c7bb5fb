using RetailSync.Gateway.Forwarding;

namespace RetailSync.Gateway.Tests.Forwarding;

/// <summary>Slow callers are let go one after another.</summary>
public sealed class CutOffsTests
{
    [Fact]
    public async Task TakeTurn_WhileAnotherHasIt_Waits()
    {
        using var cutOffs = new CutOffs();
        var first = await cutOffs.TakeTurnAsync();

        var second = cutOffs.TakeTurnAsync().AsTask();

        Assert.False(second.IsCompleted);
        first!.Dispose();
        using var turn = await second;
        Assert.NotNull(turn);
    }

    [Fact]
    public async Task TakeTurn_NeverGivenBack_GoesOnWithout()
    {
        using var cutOffs = new CutOffs();
        using var held = await cutOffs.TakeTurnAsync();

        var second = await cutOffs.TakeTurnAsync();

        Assert.Null(second);
    }
}

namespace RetailSync.Faults.Checking;

public sealed class PoisonCheckTests
{
    // The second event of the key k is rejected.
    private static readonly EventEntry[] Log = [Event("a"), Event("x", "other"), Event("b"), Event("c"), Event("y", "other")];

    [Fact]
    public void WhileRejected_KeyBlocked_Holds() => Assert.Empty(Blocked(["event of b"], [Got("a"), Got("x", "other"), Rejected("b"), Rejected("b"), Got("y", "other")]));

    [Fact]
    public void WhileRejected_KeySkipped_Holds() => Assert.Empty(Skipped(["event of b"], [Got("a"), Got("x", "other"), Rejected("b"), Got("c") with { GapFrom = 2 }, Got("y", "other")]));

    [Theory]
    [InlineData("")]
    [InlineData("event of c")]
    [InlineData("event of b,event of c")]
    public void WhileRejected_OtherDeadLetters_IsTold(string deadLetters) =>
        Assert.StartsWith("s: the dead letters should be event of b alone", Assert.Single(Blocked(deadLetters.Split(',', StringSplitOptions.RemoveEmptyEntries), [Got("a"), Got("x", "other"), Rejected("b"), Got("y", "other")])), StringComparison.Ordinal);

    [Fact]
    public void WhileRejected_OtherKeyWaits_IsTold() =>
        Assert.Equal(["s: 1 events had to wait although nothing is wrong with them."], Blocked(["event of b"], [Got("a"), Got("x", "other"), Rejected("b")]));

    [Fact]
    public void WhileRejected_SkippedKeyWaits_IsTold() =>
        Assert.Equal(["s: 1 events had to wait although nothing is wrong with them."], Skipped(["event of b"], [Got("a"), Got("x", "other"), Rejected("b"), Got("y", "other")]));

    [Fact]
    public void WhileRejected_BlockedKeyGoesOn_IsTold() =>
        Assert.Equal(["s: 1 deliveries of k overtook the event that was rejected."], Blocked(["event of b"], [Got("a"), Got("x", "other"), Rejected("b"), Got("c"), Got("y", "other")]));

    [Theory]
    [InlineData(null)]
    [InlineData(3L)]
    public void WhileRejected_GapNotSaid_IsTold(long? gap) => Assert.Equal(
        ["s: 1 deliveries of k do not say that number 2 is missing before them."],
        Skipped(["event of b"], [Got("a"), Got("x", "other"), Rejected("b"), Got("c") with { GapFrom = gap }, Got("y", "other")]));

    [Fact]
    public void AfterReplay_AllInOrder_Holds() => Assert.Empty(PoisonCheck.AfterReplay("s", Log, "k", [Replayed("a"), Replayed("b"), Replayed("c")]));

    [Theory]
    [InlineData("b,a,c")]
    [InlineData("a,b")]
    [InlineData("a,b,b,c")]
    [InlineData("a,b,c,x")]
    public void AfterReplay_OtherEvents_IsTold(string came) =>
        Assert.Single(PoisonCheck.AfterReplay("s", Log, "k", [.. came.Split(',').Select(change => Replayed(change))]));

    [Fact]
    public void AfterReplay_NotMarked_IsTold() =>
        Assert.Equal(["s: the replay of k brought deliveries without the mark 'replayed'."], PoisonCheck.AfterReplay("s", Log, "k", [Replayed("a"), Got("b"), Replayed("c")]));

    private static IEnumerable<string> Blocked(string[] deadLetters, Arrival[] arrivals) => PoisonCheck.WhileRejected("s", Log, "event of b", blocks: true, deadLetters, arrivals);

    private static IEnumerable<string> Skipped(string[] deadLetters, Arrival[] arrivals) => PoisonCheck.WhileRejected("s", Log, "event of b", blocks: false, deadLetters, arrivals);

    private static Arrival Got(string change, string key = "k") => new($"event of {change}", $"event of {change}", key, change);

    private static Arrival Rejected(string change) => Got(change) with { IsTaken = false };

    private static Arrival Replayed(string change) => Got(change) with { IsReplayed = true };

    private static EventEntry Event(string change, string key = "k") => new($"event of {change}", key, change, false);
}

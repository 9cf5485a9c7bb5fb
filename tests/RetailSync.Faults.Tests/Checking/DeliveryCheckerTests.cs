namespace RetailSync.Faults.Checking;

public sealed class DeliveryCheckerTests
{
    private static readonly EventEntry[] Log = [Event("a"), Event("b"), Event("c", "other"), Event("d")];

    [Fact]
    public void Compare_EachOnceInOrder_IsSound()
    {
        var report = Compare([Got("c", "other"), Got("a"), Got("b"), Got("d")]);

        Assert.Equal((0, 4, 4, 0), (report.Violations, report.Events, report.Delivered, report.Again));
    }

    [Fact]
    public void Compare_SameAgain_IsCountedAndNotWrong()
    {
        var report = Compare([Got("a"), Got("b"), Got("a"), Got("c", "other"), Got("d"), Got("d")]);

        Assert.Equal((0, 2), (report.Violations, report.Again));
    }

    [Fact]
    public void Compare_NeverCame_IsMissing() => Assert.Equal(["event of b"], Compare([Got("a"), Got("c", "other"), Got("d")]).Missing);

    [Fact]
    public void Compare_CameAndWasRefused_IsMissing() =>
        Assert.Equal(["event of d"], Compare([Got("a"), Got("b"), Got("c", "other"), Got("d") with { IsTaken = false }]).Missing);

    [Fact]
    public void Compare_NotInTheLog_IsAPhantom()
    {
        var report = Compare([.. All(), Got("x")]);

        Assert.Equal(["event of x"], report.Phantom);
        Assert.Equal(1, report.Violations);
    }

    [Fact]
    public void Compare_SameChangeUnderAnotherId_IsAPhantom() =>
        Assert.Equal(["made up"], Compare([.. All(), Got("a") with { Id = "made up", BodyId = "made up" }]).Phantom);

    [Fact]
    public void Compare_PhantomThatWasRefused_IsStillAPhantom() => Assert.Equal(["event of x"], Compare([.. All(), Got("x") with { IsTaken = false }]).Phantom);

    [Theory]
    [InlineData("event of b", "k", "a")]
    [InlineData("event of a", "other", "a")]
    [InlineData("event of a", "k", "b")]
    public void Compare_OtherThanInTheLog_IsAltered(string bodyId, string key, string change)
    {
        var report = Compare([.. All(), new Arrival("event of a", bodyId, key, change)]);

        Assert.Equal(["event of a"], report.Altered);
        Assert.Equal(1, report.Violations);
    }

    [Fact]
    public void Compare_LaterOneFirst_IsAnInversion()
    {
        var report = Compare([Got("b"), Got("a"), Got("c", "other"), Got("d")]);

        Assert.Equal(["k: a after b"], report.Inversions);
    }

    [Fact]
    public void Compare_LastOneFirst_EachOfTheOthersIsAnInversion() =>
        Assert.Equal(["k: a after d", "k: b after d"], Compare([Got("d"), Got("a"), Got("b"), Got("c", "other")]).Inversions);

    [Fact]
    public void Compare_FirstTryRefused_OrderIsThatOfTheTakenOnes() =>
        Assert.Equal(["k: a after b"], Compare([Got("a") with { IsTaken = false }, Got("b"), Got("a"), Got("c", "other"), Got("d")]).Inversions);

    [Fact]
    public void Compare_LateAsAgreed_IsNoInversion()
    {
        var report = DeliveryChecker.Compare("s", Log, [Got("b"), Got("a"), Got("c", "other"), Got("d")], new HashSet<string> { "event of a" });

        Assert.Equal(0, report.Violations);
    }

    [Fact]
    public void Compare_BadSignature_IsTold() => Assert.Equal(["event of a"], Compare([Got("a") with { IsSigned = false }, Got("b"), Got("c", "other"), Got("d")]).NotSigned);

    [Fact]
    public void Violations_OfAReport_CountDeliveries()
    {
        var sound = Checker.Compare([], [], []);

        var wrong = sound with { Deliveries = [Compare([Got("a"), Got("b")])] };

        Assert.True(sound.IsSound);
        Assert.Equal(2, wrong.Violations);
    }

    private static DeliveryReport Compare(IReadOnlyCollection<Arrival> arrivals) => DeliveryChecker.Compare("s", Log, arrivals);

    private static Arrival[] All() => [.. Log.Select(entry => Got(entry.Change, entry.Key))];

    private static Arrival Got(string change, string key = "k") => new($"event of {change}", $"event of {change}", key, change);

    private static EventEntry Event(string change, string key = "k") => new($"event of {change}", key, change, false);
}

using RetailSync.Faults.Upstream;

namespace RetailSync.Faults.Checking;

public sealed class CheckerTests
{
    [Fact]
    public void Compare_EachChangeOnce_IsSound()
    {
        var report = Checker.Compare([Told("a"), Told("b"), Told("c", ClientVerdict.Unknown), Told("d", ClientVerdict.Fail)], [Applied(1, "a"), Applied(2, "b"), Applied(3, "c")], [Event("a"), Event("b"), Event("c")]);

        Assert.True(report.IsSound);
        Assert.Equal((4, 2, 1, 1, 3, 3), (report.Changes, report.Acknowledged, report.Refused, report.Unknown, report.Applied, report.Events));
    }

    [Fact]
    public void Compare_UnknownAndNeverApplied_IsSound() => Assert.True(Checker.Compare([Told("a", ClientVerdict.Unknown)], [], []).IsSound);

    [Fact]
    public void Compare_AppliedWithoutEvent_IsLost() =>
        Assert.Equal(["a"], Checker.Compare([Told("a", ClientVerdict.Unknown)], [Applied(1, "a")], []).Lost);

    [Fact]
    public void Compare_AcknowledgedWithNothing_IsLostAndNotApplied()
    {
        var report = Checker.Compare([Told("a")], [], []);

        Assert.Equal(["a"], report.Lost);
        Assert.Equal(["a"], report.NotApplied);
    }

    [Fact]
    public void Compare_AppliedByNobodyAskedFor_IsLost() => Assert.Equal(["a"], Checker.Compare([], [Applied(1, "a")], []).Lost);

    [Fact]
    public void Compare_TwoEffects_IsDuplicated() =>
        Assert.Equal(["a"], Checker.Compare([Told("a")], [Applied(1, "a"), Applied(2, "a")], [Event("a")]).Duplicated);

    [Fact]
    public void Compare_TwoEvents_IsDuplicated() => Assert.Equal(["a"], Checker.Compare([Told("a")], [Applied(1, "a")], [Event("a"), Event("a")]).Duplicated);

    [Fact]
    public void Compare_EventWithoutEffect_IsPhantom() => Assert.Equal(["a"], Checker.Compare([Told("a", ClientVerdict.Unknown)], [], [Event("a")]).Phantom);

    [Fact]
    public void Compare_AcknowledgedWithEventAlone_IsNotAppliedAndPhantom()
    {
        var report = Checker.Compare([Told("a")], [], [Event("a")]);

        Assert.Equal(["a"], report.NotApplied);
        Assert.Equal(["a"], report.Phantom);
        Assert.Empty(report.Lost);
    }

    [Fact]
    public void Compare_RefusedButApplied_IsTold() =>
        Assert.Equal(["a"], Checker.Compare([Told("a", ClientVerdict.Fail)], [Applied(1, "a")], [Event("a")]).AppliedThoughRefused);

    [Fact]
    public void Compare_OtherOrderWithinAKey_IsAnInversion()
    {
        var report = Checker.Compare([Told("a"), Told("b"), Told("c")], [Applied(1, "a"), Applied(2, "b"), Applied(3, "c")], [Event("b"), Event("a"), Event("c")]);

        Assert.Equal(["k: a after b"], report.Inversions);
        Assert.Equal(1, report.Violations);
    }

    [Fact]
    public void Compare_OtherOrderBetweenKeys_IsSound()
    {
        var report = Checker.Compare([Told("a"), Told("b")], [Applied(1, "a", "k"), Applied(2, "b", "l")], [Event("b", "l"), Event("a", "k")]);

        Assert.True(report.IsSound);
    }

    [Fact]
    public void Compare_Reconstructed_AreCounted()
    {
        var report = Checker.Compare([Told("a")], [Applied(1, "a")], [Event("a") with { IsReconstructed = true }]);

        Assert.True(report.IsSound);
        Assert.Equal(1, report.Reconstructed);
    }

    private static ClientChange Told(string change, ClientVerdict verdict = ClientVerdict.Ok) => new(change, verdict, 1, "200");

    private static LedgerEntry Applied(long sequence, string change, string key = "k") => new(sequence, key, change, $"operation of {change}");

    private static EventEntry Event(string change, string key = "k") => new($"event of {change}", key, change, false);
}

using System.Text;

namespace RetailSync.Plugins.Tests.Audit;

/// <summary>A trail goes on after a crash, a full file, a new day and a stranger's hand, and hides none of it.</summary>
public sealed class RecoveryTests
{
    [Fact]
    public void Open_AfterAStop_GoesOnCleanly()
    {
        using var trail = new TrailFolder();
        trail.Write(2);
        trail.Write(2);

        var result = trail.Verify();

        Assert.Empty(result.Faults);
        Assert.Equal((9, 0), ((int)result.Records, result.UncleanStarts));
    }

    [Fact]
    public void Open_AfterACrash_SaysSo()
    {
        using var trail = new TrailFolder();
        trail.Open();
        trail.Append("a");
        trail.Crash();
        trail.Write(1);

        var result = trail.Verify();

        Assert.Empty(result.Faults);
        Assert.Equal((0, 1), (result.Torn, result.UncleanStarts));
    }

    [Theory]
    [InlineData("{\"seq\":4,\"at\":\"2026-11-")]
    [InlineData("\0\0\0\0\0\0")]
    [InlineData("{\"seq\":4}\n{\"seq\":5,")]
    [InlineData("half\n")]
    public void Open_TornTail_IsRecordedAndTheTrailHolds(string torn)
    {
        using var trail = new TrailFolder();
        trail.Open();
        trail.Append("a");
        trail.Crash();
        File.AppendAllText(trail.Files.Single(), torn);
        Assert.False(trail.Verify().IsIntact);

        trail.Write(1);

        var result = trail.Verify();
        Assert.Empty(result.Faults);
        Assert.Equal((1, 1), (result.Torn, result.UncleanStarts));
        Assert.Contains(torn, File.ReadAllText(trail.Files.Single(), Encoding.UTF8));
    }

    [Fact]
    public void Open_TornTwice_TheTrailHolds()
    {
        using var trail = new TrailFolder();
        for (var i = 0; i < 3; i++)
        {
            trail.Open();
            trail.Append("a");
            trail.Crash();
            File.AppendAllText(trail.Files.Single(), "half");
        }

        trail.Write(1);

        var result = trail.Verify();
        Assert.Empty(result.Faults);
        Assert.Equal(3, result.Torn);
    }

    [Fact]
    public void Open_TornAsAFileBegan_TheTrailHolds()
    {
        using var trail = new TrailFolder();
        trail.Write(2);
        File.WriteAllText(Path.Combine(trail.Path, "audit-20261123-000002.jsonl"), "{\"seq\":6,\"a");

        trail.Write(2);
        trail.Write(2);

        var result = trail.Verify();
        Assert.Empty(result.Faults);
        Assert.Equal((2, 1), (result.Files, result.Torn));
    }

    [Fact]
    public void Open_CommittedRecordsGone_SaysBrokenForGood()
    {
        using var trail = new TrailFolder();
        trail.Write(3);
        var file = trail.Files.Single();
        File.WriteAllText(file, string.Join('\n', File.ReadAllLines(file)[..^2]) + "\n");

        trail.Write(1);

        Assert.Contains("records that had been written were gone or changed", Assert.Single(trail.Verify().Faults).Message);
    }

    [Fact]
    public void Open_LineChangedWhileStopped_IsNotTakenForACrash()
    {
        using var trail = new TrailFolder();
        trail.Write(3);
        var file = trail.Files.Single();
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"n1\"", "\"no\"", StringComparison.Ordinal));

        trail.Write(1);

        Assert.False(trail.Verify().IsIntact);
    }

    [Fact]
    public void Append_NewDayOrFullFile_ChainGoesOnInTheNext()
    {
        using var trail = new TrailFolder(maxBytes: 1_000);
        trail.Open();
        trail.Append("a");
        trail.Clock.Advance(TimeSpan.FromDays(1));
        trail.Append("b");
        for (var i = 0; i < 20; i++)
        {
            trail.Append($"n{i}");
        }

        trail.Close();

        Assert.Equal("audit-20261123-000001.jsonl", Path.GetFileName(trail.Files[0]));
        Assert.Equal("audit-20261124-000002.jsonl", Path.GetFileName(trail.Files[1]));
        Assert.True(trail.Files.Count >= 4);
        Assert.All(trail.Files, file => Assert.InRange(new FileInfo(file).Length, 1, 1_300));
        Assert.Empty(trail.Verify().Faults);
    }

    [Fact]
    public void Open_TrailOfAnotherProcess_IsRefused()
    {
        using var trail = new TrailFolder();
        trail.Open();

        Assert.Throws<IOException>(() => new RetailSync.Plugins.Audit.Trail.TrailWriter(trail.Path, 10_000, trail.Clock).Open());
    }
}

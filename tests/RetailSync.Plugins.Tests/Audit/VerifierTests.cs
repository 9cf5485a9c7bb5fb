namespace RetailSync.Plugins.Tests.Audit;

/// <summary>What somebody may have done to a trail, and whether that is found. Line 1 is the file's own record, line 2 "started"; the last is "stopped".</summary>
public sealed class VerifierTests
{
    [Fact]
    public void Verify_Untouched_IsIntact()
    {
        using var trail = new TrailFolder();
        trail.Write(5);

        var result = trail.Verify();

        Assert.Empty(result.Faults);
        Assert.Equal((8, 8, 1, 0L, 0, 0), ((int)result.Records, (int)result.LastSequence, result.Files, result.Missed, result.Torn, result.UncleanStarts));
    }

    [Fact]
    public void Verify_AnyByteChanged_IsFoundOnItsLine()
    {
        using var trail = new TrailFolder();
        trail.Write(2);
        var file = trail.Files.Single();
        var text = File.ReadAllText(file);

        for (var i = 0; i < text.Length; i += 7)
        {
            if (text[i] == '\n')
            {
                continue;
            }

            File.WriteAllText(file, text[..i] + (text[i] == 'x' ? 'y' : 'x') + text[(i + 1)..]);
            var line = text[..i].Count(character => character == '\n') + 1;
            Assert.Contains(trail.Verify().Faults, fault => fault.Line == line);
        }
    }

    [Theory]
    [InlineData("remove", 4)]
    [InlineData("swap", 4)]
    [InlineData("insert", 4)]
    [InlineData("duplicate", 5)]
    [InlineData("garbage", 4)]
    public void Verify_LinesTamperedWith_AreFound(string how, int expected)
    {
        using var trail = new TrailFolder();
        trail.Write(5);
        var file = trail.Files.Single();
        var lines = File.ReadAllLines(file).ToList();
        switch (how)
        {
            case "remove":
                lines.RemoveAt(3);
                break;
            case "swap":
                (lines[3], lines[4]) = (lines[4], lines[3]);
                break;
            case "insert":
                lines.Insert(3, lines[1]);
                break;
            case "duplicate":
                lines.Insert(3, lines[3]);
                break;
            default:
                lines.Insert(3, "{}");
                break;
        }

        File.WriteAllText(file, string.Join('\n', lines) + "\n");

        var result = trail.Verify();

        Assert.False(result.IsIntact);
        Assert.Equal((Path.GetFileName(file), expected), (result.Faults[0].File, result.Faults[0].Line));
    }

    [Fact]
    public void Verify_TailCut_IsFoundByTheHead()
    {
        using var trail = new TrailFolder();
        trail.Write(5);
        var file = trail.Files.Single();
        File.WriteAllText(file, string.Join('\n', File.ReadAllLines(file)[..^2]) + "\n");

        var result = trail.Verify();

        Assert.Equal("head.json", Assert.Single(result.Faults).File);
    }

    [Fact]
    public void Verify_TailCutWithItsHead_IsFoundByTheExpectedHashOnly()
    {
        using var trail = new TrailFolder();
        trail.Write(1);
        var (head, length) = (File.ReadAllText(Path.Combine(trail.Path, "head.json")), new FileInfo(trail.Files.Single()).Length);
        var early = trail.Verify().LastHash;
        trail.Write(5);
        var late = trail.Verify().LastHash;
        Assert.True(trail.Verify(expect: early).IsIntact);
        using (var file = File.OpenWrite(trail.Files.Single()))
        {
            file.SetLength(length);
        }

        File.WriteAllText(Path.Combine(trail.Path, "head.json"), head);

        Assert.True(trail.Verify().IsIntact);
        Assert.True(trail.Verify(expect: early).IsIntact);
        Assert.Contains("expected hash", Assert.Single(trail.Verify(expect: late).Faults).Message);
    }

    [Fact]
    public void Verify_HeadTakenAway_IsFound()
    {
        using var trail = new TrailFolder();
        trail.Write(1);
        File.Delete(Path.Combine(trail.Path, "head.json"));

        Assert.Equal("head.json", Assert.Single(trail.Verify().Faults).File);
    }

    [Fact]
    public void Verify_FileTakenAway_IsFound()
    {
        using var trail = new TrailFolder(maxBytes: 1_000);
        trail.Write(20);
        Assert.True(trail.Files.Count > 3);
        File.Delete(trail.Files[1]);

        var faults = trail.Verify().Faults;

        Assert.Contains(faults, fault => fault.Message.Contains("file 000002 is missing", StringComparison.Ordinal));
    }

    [Fact]
    public void Verify_OldestFilesPutElsewhere_HoldFromTheHashThatWasKept()
    {
        using var trail = new TrailFolder(maxBytes: 1_000);
        trail.Write(20);
        var kept = System.Text.Json.JsonDocument.Parse(File.ReadLines(trail.Files[2]).First()).RootElement.GetProperty("previous").GetString();
        File.Delete(trail.Files[0]);
        File.Delete(trail.Files[0]);

        Assert.False(trail.Verify().IsIntact);
        Assert.True(trail.Verify(from: kept).IsIntact);
        Assert.False(trail.Verify(from: new string('a', 64)).IsIntact);
    }

    [Fact]
    public void Verify_EmptyFolder_Throws()
    {
        using var trail = new TrailFolder();

        Assert.Throws<FileNotFoundException>(() => trail.Verify());
    }
}

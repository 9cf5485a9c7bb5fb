using Microsoft.Extensions.Time.Testing;
using RetailSync.Gateway;

namespace RetailSync.Catalog.Tests.Editing;

public sealed class ConsumerEditorTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Noon.AddMilliseconds(400));

    [Fact]
    public void Create_NewConsumer_IsAddedAndTheRestKept()
    {
        using var folder = new LandscapeFolder();

        var edit = Editor(folder).Create(Kiosk);

        Assert.Empty(edit.Refusals);
        Assert.Equal((Path.Combine(folder.Path, "landscape.yaml"), null), (edit.File, edit.NewKey));
        Assert.Equal(
            LandscapeFolder.Small + """

              - id: kiosk
                name: Kiosk
                owner: stores-team
                system: pos
                scopes:
                  - crm.read
                  - pos.read

            """,
            folder.Text);
        Assert.Equal(["landscape.yaml"], folder.FileNames);
    }

    [Fact]
    public void Create_WithApiKey_StoresItsHashAndItWorks()
    {
        using var folder = new LandscapeFolder();

        var edit = Editor(folder).Create(Kiosk with { WithApiKey = true });

        Assert.Equal("kiosk", folder.Read().Consumers.FindByApiKey(edit.NewKey!.Key, Noon)?.Id);
        Assert.Equal([new ApiKeyRecord(edit.NewKey.Record.Prefix, edit.NewKey.Record.Sha256, Noon, null)], edit.Consumer!.ApiKeys);
        Assert.DoesNotContain(edit.NewKey.Key[13..], folder.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("web-shop", "stores-team", "pos", "crm.read", "A consumer 'web-shop' exists already.")]
    [InlineData("Kiosk", "stores-team", "pos", "crm.read", "'Kiosk' must be kebab-case: lower case letters, digits and single hyphens, such as web-shop.")]
    [InlineData("kiosk", "nobody", "pos", "crm.read", "No team is named 'nobody'. Known: customer-team, stores-team.")]
    [InlineData("kiosk", "stores-team", "cms", "crm.read", "No system is named 'cms'. Known: crm, pos.")]
    [InlineData("kiosk", "stores-team", "pos", "crm read", "'crm read' is no scope. A scope is one word of visible ASCII without quotes or backslashes, such as crm.read.")]
    public void Create_WhatWouldNotLoad_IsRefusedAndNothingChanged(string id, string owner, string system, string scope, string expected)
    {
        using var folder = new LandscapeFolder();

        var edit = Editor(folder).Create(new NewConsumer { Id = id, Name = "Kiosk", Owner = owner, System = system, Scopes = [scope] });

        Assert.Equal(expected, Assert.Single(edit.Refusals).Message);
        Assert.Equal(LandscapeFolder.Small, folder.Text);
        Assert.Equal(["landscape.yaml"], folder.FileNames);
    }

    [Fact]
    public void Create_LandscapeWithAFault_IsRefusedWithThatFault()
    {
        using var folder = new LandscapeFolder();
        folder.Write("other.yaml", "teams: 1\n");

        var edit = Editor(folder).Create(Kiosk);

        Assert.Equal("'teams' must be a list, but is a number.", Assert.Single(edit.Refusals).Message);
    }

    [Fact]
    public void Create_NoListOfConsumers_MakesTheFile()
    {
        using var folder = new LandscapeFolder(LandscapeFolder.Small[..LandscapeFolder.Small.IndexOf("consumers:", StringComparison.Ordinal)]);

        var edit = Editor(folder).Create(Kiosk);

        Assert.Equal(Path.Combine(folder.Path, "consumers.yaml"), edit.File);
        Assert.Equal(["consumers.yaml", "landscape.yaml"], folder.FileNames);
        Assert.Equal("kiosk", Assert.Single(folder.Read().Consumers.All).Id);
    }

    [Fact]
    public void Create_WhileAnotherEditRuns_IsRefused()
    {
        using var folder = new LandscapeFolder();
        using var other = LandscapeLock.TryTake(folder.Path);

        var edit = Editor(folder).Create(Kiosk);

        Assert.Equal($"{Path.Combine(folder.Path, "landscape.lock")}: Another edit is under way. If none is, an earlier one was cut short: delete this file and try again.", Assert.Single(edit.Refusals).ToString());
    }

    [Fact]
    public async Task Create_ManyAtOnce_LosesNone()
    {
        using var folder = new LandscapeFolder();
        var created = 0;

        await Parallel.ForEachAsync(Enumerable.Range(0, 40), (i, _) =>
        {
            if (Editor(folder).Create(Kiosk with { Id = $"kiosk-{i}" }).IsDone)
            {
                Interlocked.Increment(ref created);
            }

            return ValueTask.CompletedTask;
        });

        Assert.InRange(created, 1, 40);
        Assert.Equal(created + 1, folder.Read().Consumers.All.Count);
    }

    [Fact]
    public void Create_FileModeAndLink_AreKept()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Unix file modes.");
            return;
        }

        using var elsewhere = new LandscapeFolder();
        using var folder = new LandscapeFolder("", "readme.txt");
        var real = Path.Combine(elsewhere.Path, "landscape.yaml");
        var link = Path.Combine(folder.Path, "landscape.yaml");
        File.CreateSymbolicLink(link, real);
        File.SetUnixFileMode(real, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        Assert.Empty(Editor(folder).Create(Kiosk).Refusals);

        Assert.Equal(real, File.ResolveLinkTarget(link, true)?.FullName);
        Assert.Contains("kiosk", File.ReadAllText(real), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, File.GetUnixFileMode(real));
    }

    [Fact]
    public void RotateKey_OneKey_BothWorkUntilTheOverlapEnds()
    {
        using var folder = new LandscapeFolder();
        var editor = Editor(folder);
        var old = editor.Create(Kiosk with { WithApiKey = true }).NewKey!;

        var edit = editor.RotateKey("kiosk", TimeSpan.FromHours(24));

        Assert.Equal([old.Record with { ExpiresAt = Noon.AddHours(24) }], edit.EndingKeys);
        var consumers = folder.Read().Consumers;
        Assert.NotNull(consumers.FindByApiKey(old.Key, Noon.AddHours(24).AddTicks(-1)));
        Assert.Null(consumers.FindByApiKey(old.Key, Noon.AddHours(24)));
        Assert.NotNull(consumers.FindByApiKey(edit.NewKey!.Key, Noon.AddYears(5)));
    }

    [Fact]
    public void RotateKey_NoOverlap_EndsTheOldKeyAtOnce()
    {
        using var folder = new LandscapeFolder();
        var editor = Editor(folder);
        var old = editor.Create(Kiosk with { WithApiKey = true }).NewKey!;

        Assert.True(editor.RotateKey("kiosk", TimeSpan.Zero).IsDone);

        Assert.Null(folder.Read().Consumers.FindByApiKey(old.Key, Noon));
    }

    [Fact]
    public void RotateKey_OldKeyEndsSooner_KeepsItsExpiry()
    {
        using var folder = new LandscapeFolder();
        var editor = Editor(folder);
        var first = editor.Create(Kiosk with { WithApiKey = true }).NewKey!;
        var second = editor.RotateKey("kiosk", TimeSpan.FromHours(1)).NewKey!;
        Assert.True(editor.RevokeKey("kiosk", second.Record.Prefix).IsDone);

        var edit = editor.RotateKey("kiosk", TimeSpan.FromHours(24));

        Assert.Empty(edit.EndingKeys);
        Assert.Equal(Noon.AddHours(1), edit.Consumer!.ApiKeys.Single(key => key.Prefix == first.Record.Prefix).ExpiresAt);
    }

    [Fact]
    public void RotateKey_NoKeyYet_MakesTheFirst()
    {
        using var folder = new LandscapeFolder();

        var edit = Editor(folder).RotateKey("web-shop", TimeSpan.FromHours(24));

        Assert.Equal("web-shop", folder.Read().Consumers.FindByApiKey(edit.NewKey!.Key, Noon)?.Id);
        Assert.Empty(edit.EndingKeys);
    }

    [Fact]
    public void RotateKey_TwoLiveKeys_IsRefusedUntilOneExpires()
    {
        using var folder = new LandscapeFolder();
        var editor = Editor(folder);
        var first = editor.Create(Kiosk with { WithApiKey = true }).NewKey!.Record.Prefix;
        var second = editor.RotateKey("kiosk", TimeSpan.FromHours(24)).NewKey!.Record.Prefix;
        var before = folder.Text;

        var refused = editor.RotateKey("kiosk", TimeSpan.FromHours(24));

        Assert.Equal($"kiosk: Two keys work already: {first}, {second}. Revoke one, or wait until one expires.", Assert.Single(refused.Refusals).ToString());
        Assert.Equal(before, folder.Text);
        _clock.Advance(TimeSpan.FromHours(24));
        Assert.True(editor.RotateKey("kiosk", TimeSpan.FromHours(24)).IsDone);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData((90 * 24 * 3600) + 1)]
    public void RotateKey_OverlapOutOfRange_IsRefused(int seconds)
    {
        using var folder = new LandscapeFolder();

        var edit = Editor(folder).RotateKey("web-shop", TimeSpan.FromSeconds(seconds));

        Assert.Equal("The overlap must be between 0 and 90 days.", Assert.Single(edit.Refusals).Message);
    }

    [Fact]
    public void RotateKey_NoSuchConsumer_NamesTheKnownOnes()
    {
        using var folder = new LandscapeFolder();

        var edit = Editor(folder).RotateKey("kiosk", TimeSpan.Zero);

        Assert.Equal("kiosk: No consumer is named 'kiosk'. Known: web-shop.", Assert.Single(edit.Refusals).ToString());
    }

    [Fact]
    public void RevokeKey_OneOfTwo_KeepsTheOther()
    {
        using var folder = new LandscapeFolder();
        var editor = Editor(folder);
        var old = editor.Create(Kiosk with { WithApiKey = true }).NewKey!;
        var fresh = editor.RotateKey("kiosk", TimeSpan.FromHours(24)).NewKey!;

        var edit = editor.RevokeKey("kiosk", old.Record.Prefix);

        Assert.Equal(old.Record.Prefix, Assert.Single(edit.EndingKeys).Prefix);
        Assert.Null(folder.Read().Consumers.FindByApiKey(old.Key, Noon));
        Assert.NotNull(folder.Read().Consumers.FindByApiKey(fresh.Key, Noon));
    }

    [Fact]
    public void RevokeKey_TheOnlyOne_LeavesAnEmptyList()
    {
        using var folder = new LandscapeFolder();
        var editor = Editor(folder);
        var key = editor.Create(Kiosk with { WithApiKey = true }).NewKey!;

        Assert.True(editor.RevokeKey("kiosk", key.Record.Prefix).IsDone);

        Assert.EndsWith("      - pos.read\n    keys: []\n", folder.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void RevokeKey_NoSuchPrefix_NamesTheKnownOnes()
    {
        using var folder = new LandscapeFolder();

        var edit = Editor(folder).RevokeKey("web-shop", "rsk_00000000");

        Assert.Equal("web-shop: The consumer has no key with the prefix 'rsk_00000000'. It has none.", Assert.Single(edit.Refusals).ToString());
    }

    [Fact]
    public void Edit_MissingFolder_IsRefused()
    {
        var edit = new ConsumerEditor("/nowhere/landscape", _clock).RevokeKey("web-shop", "rsk_00000000");

        Assert.Equal("/nowhere/landscape: The landscape folder does not exist.", Assert.Single(edit.Refusals).ToString());
    }

    private static NewConsumer Kiosk => new() { Id = "kiosk", Name = "Kiosk", Owner = "stores-team", System = "pos", Scopes = ["pos.read", "crm.read"] };

    private ConsumerEditor Editor(LandscapeFolder folder) => new(folder.Path, _clock);
}

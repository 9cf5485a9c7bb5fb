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
    public void Edit_MissingFolder_IsRefused()
    {
        var edit = new ConsumerEditor("/nowhere/landscape", _clock).RevokeKey("web-shop", "rsk_00000000");

        Assert.Equal("/nowhere/landscape: The landscape folder does not exist.", Assert.Single(edit.Refusals).ToString());
    }

    private static NewConsumer Kiosk => new() { Id = "kiosk", Name = "Kiosk", Owner = "stores-team", System = "pos", Scopes = ["pos.read", "crm.read"] };

    private ConsumerEditor Editor(LandscapeFolder folder) => new(folder.Path, _clock);
}

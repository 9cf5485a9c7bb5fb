using Microsoft.Extensions.Time.Testing;

namespace RetailSync.Catalog.Tests.Editing;

public sealed class KeyEditTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Noon.AddMilliseconds(400));

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
    public void RotateKey_TwoLiveKeys_IsRefusedUntilOneIsRevoked()
    {
        using var folder = new LandscapeFolder();
        var editor = Editor(folder);
        var first = editor.Create(Kiosk with { WithApiKey = true }).NewKey!;
        var second = editor.RotateKey("kiosk", TimeSpan.FromDays(90)).NewKey!;
        Assert.False(editor.RotateKey("kiosk", TimeSpan.Zero).IsDone);
        Assert.True(editor.RevokeKey("kiosk", first.Record.Prefix).IsDone);

        var third = editor.RotateKey("kiosk", TimeSpan.FromHours(1)).NewKey!;

        var consumers = folder.Read().Consumers;
        Assert.Equal(
            [false, true, true],
            new[] { first, second, third }.Select(key => consumers.FindByApiKey(key.Key, Noon) is not null));
        Assert.Equal([false, false, true], new[] { first, second, third }.Select(key => consumers.FindByApiKey(key.Key, Noon.AddHours(1)) is not null));
    }

    [Fact]
    public void RotateKey_File_HoldsPrefixAndHashButNoKey()
    {
        using var folder = new LandscapeFolder();
        var editor = Editor(folder);
        var first = editor.Create(Kiosk with { WithApiKey = true }).NewKey!;
        var second = editor.RotateKey("kiosk", TimeSpan.FromHours(24)).NewKey!;

        foreach (var key in new[] { first, second })
        {
            Assert.Contains($"prefix: {key.Record.Prefix}, sha256: {key.Record.Sha256}", folder.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(key.Key[12..], folder.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(key.Key[13..], key.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void RotateKey_ConsumerWithCertificates_KeepsThem()
    {
        using var folder = new LandscapeFolder(LandscapeFolder.Small.Replace("    scopes: [crm.read]", "    certificates: [{san: 'dns:shop.example.com'}] # Pinned.", StringComparison.Ordinal));

        var edit = Editor(folder).RotateKey("web-shop", TimeSpan.Zero);

        Assert.True(edit.IsDone);
        Assert.Equal([new(null, "dns:shop.example.com")], folder.Read().Consumers.Find("web-shop")!.Certificates);
        Assert.Contains("# Pinned.", folder.Text, StringComparison.Ordinal);
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

    private static NewConsumer Kiosk => new() { Id = "kiosk", Name = "Kiosk", Owner = "stores-team", System = "pos", Scopes = ["pos.read", "crm.read"] };

    private ConsumerEditor Editor(LandscapeFolder folder) => new(folder.Path, _clock);
}

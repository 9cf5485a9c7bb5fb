using RetailSync.Store.Sqlite;
using RetailSync.Store.Tests.Conformance;

namespace RetailSync.Store.Tests.Sqlite;

public sealed class DamageTests : IDisposable
{
    private const int Page = 4_096;
    private const int Frame = 24 + Page;

    private readonly SqliteFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Open_PageChanged_IsRefusedWithWhatToDo()
    {
        await FillAsync();
        Flip(_fixture.Path, Page + 3, 0xFF);

        var refused = Assert.Throws<StoreOpenException>(() => _fixture.Open());

        Assert.StartsWith($"{_fixture.Path} is damaged", refused.Message, StringComparison.Ordinal);
        Assert.Contains("retailsync store restore", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_NoDatabase_IsRefusedWithWhatToDo()
    {
        await File.WriteAllTextAsync(_fixture.Path, new string('x', 10_000), TestContext.Current.CancellationToken);

        var refused = Assert.Throws<StoreOpenException>(() => _fixture.Open());

        Assert.Contains("damaged, or no SQLite file", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_FileCutOff_IsRefused()
    {
        await FillAsync();
        using (var file = new FileStream(_fixture.Path, FileMode.Open))
        {
            file.SetLength(file.Length - (2 * Page));
        }

        Assert.Throws<StoreOpenException>(() => _fixture.Open());
    }

    [Fact]
    public async Task Open_LogsLastCommitTorn_DropsThatOne()
    {
        var copy = await CrashedAsync(commits: 20);
        using (var log = new FileStream(copy + "-wal", FileMode.Open))
        {
            log.SetLength(log.Length - 100);
        }

        await using var store = _fixture.Open(new SqliteStoreOptions(copy));

        Assert.Equal(19, (await store.IdsAsync()).Count);
    }

    [Fact]
    public async Task Open_LogWhole_KeepsEverything()
    {
        var copy = await CrashedAsync(commits: 20);

        await using var store = _fixture.Open(new SqliteStoreOptions(copy));

        Assert.Equal(20, (await store.IdsAsync()).Count);
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(0.8)]
    public async Task Open_LogChangedInTheMiddle_IsRefused(double where)
    {
        var copy = await CrashedAsync(commits: 20);
        var frames = (new FileInfo(copy + "-wal").Length - 32) / Frame;
        Flip(copy + "-wal", 32 + ((long)(frames * where) * Frame) + 500, 0x01);

        var refused = Assert.Throws<StoreOpenException>(() => _fixture.Open(new SqliteStoreOptions(copy)));

        Assert.Contains("-wal is damaged in the middle", refused.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(copy + "-wal"));
    }

    [Fact]
    public async Task Open_LogsHeadChanged_IsRefused()
    {
        var copy = await CrashedAsync(commits: 5);
        Flip(copy + "-wal", 17, 0x01);

        Assert.Contains("does not add up", Assert.Throws<StoreOpenException>(() => _fixture.Open(new SqliteStoreOptions(copy))).Message, StringComparison.Ordinal);
    }

    private static void Flip(string path, long at, byte bits)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Position = at;
        var value = (byte)(file.ReadByte() ^ bits);
        file.Position = at;
        file.WriteByte(value);
    }

    private async Task FillAsync()
    {
        await using var store = _fixture.Open();
        await Rows.CreateTablesAsync(store);
        for (var i = 0; i < 100; i++)
        {
            await store.WriteAsync(Rows.One($"{i:D3}", new string('x', 500)));
        }
    }

    // What lies on the disk while the store is running is what a crash leaves.
    private async Task<string> CrashedAsync(int commits)
    {
        var copy = Path.Combine(_fixture.Folder, "copy.db");
        await using var store = _fixture.Open(_fixture.Options, new Microsoft.Extensions.Time.Testing.FakeTimeProvider());
        await Rows.CreateTablesAsync(store);
        for (var i = 0; i < commits; i++)
        {
            await store.WriteAsync(Rows.One($"{i:D3}"));
        }

        File.Copy(_fixture.Path, copy);
        File.Copy(_fixture.Path + "-wal", copy + "-wal");
        return copy;
    }
}

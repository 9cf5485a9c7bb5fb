using System.Globalization;
using RetailSync.Store.Backup;
using RetailSync.Store.Sqlite;
using RetailSync.Store.Tests.Conformance;
using RetailSync.Store.Tests.Sqlite;

namespace RetailSync.Store.Tests.Backup;

public sealed class StoreBackupTests : IDisposable
{
    private readonly SqliteFixture _fixture = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Target => Path.Combine(_fixture.Folder, "backups/monday.db");

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Drill_LoadBackupLossRestoreCheck_WhatWasAcknowledgedIsThere()
    {
        List<string> before;
        await using (var store = _fixture.Open())
        {
            await Rows.CreateTablesAsync(store);
            using var stop = new CancellationTokenSource();
            var acknowledged = new List<string>();
            var load = Task.WhenAll(Enumerable.Range(0, 8).Select(caller => LoadAsync(store, caller, acknowledged, stop.Token)));
            await Testing.Deadline.UntilAsync(() => Task.FromResult(Snapshot(acknowledged).Count > 200 ? "enough" : null), "some load");
            before = Snapshot(acknowledged);
            await StoreBackup.RunAsync(_fixture.Path, Target, TimeProvider.System, Cancel);
            var after = Snapshot(acknowledged).Count;
            await stop.CancelAsync();
            await load;
            Assert.True(after >= before.Count, "writing went on");
        }

        // The disk is lost.
        File.Delete(_fixture.Path);
        var (manifest, moved) = await StoreRestore.RunAsync(Target, _fixture.Path, force: false, TimeProvider.System, Cancel);
        var report = await StoreCheck.RunAsync(_fixture.Path, Cancel);

        Assert.Null(moved);
        Assert.Equal(1, manifest.Epoch);
        Assert.True(report.IsSound, string.Join("; ", report.Findings));
        await using var restored = _fixture.Open();
        Assert.Empty(before.Except(await restored.IdsAsync()));
        Assert.Equal(2, restored.Epoch);
    }

    [Fact]
    public async Task Backup_Manifest_SaysWhatItIs()
    {
        await FillAsync();

        var manifest = await StoreBackup.RunAsync(_fixture.Path, Target, TimeProvider.System, Cancel);

        Assert.Equal(manifest, BackupManifest.Read(Target));
        Assert.Equal((1, new FileInfo(Target).Length, Migrations.MigrationSet.Embedded.Version, 1L), (manifest.Format, manifest.Bytes, manifest.SchemaVersion, manifest.Epoch));
        Assert.Equal(["monday.db", "monday.db.json"], Directory.GetFiles(Path.GetDirectoryName(Target)!).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Backup_TargetIsThere_IsNotOverwritten()
    {
        await FillAsync();
        await StoreBackup.RunAsync(_fixture.Path, Target, TimeProvider.System, Cancel);

        var refused = await Assert.ThrowsAsync<StoreBackupException>(() => StoreBackup.RunAsync(_fixture.Path, Target, TimeProvider.System, Cancel));

        Assert.Contains("never overwritten", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backup_NoStore_IsToldAndLeavesNothing()
    {
        await File.WriteAllTextAsync(_fixture.Path, "text", Cancel);

        await Assert.ThrowsAsync<StoreBackupException>(() => StoreBackup.RunAsync(_fixture.Path, Target, TimeProvider.System, Cancel));
        await Assert.ThrowsAsync<StoreBackupException>(() => StoreBackup.RunAsync(_fixture.Path + "x", Target, TimeProvider.System, Cancel));

        Assert.Equal([_fixture.Path], Directory.GetFiles(_fixture.Folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Restore_Running_IsRefused()
    {
        await FillAsync();
        await StoreBackup.RunAsync(_fixture.Path, Target, TimeProvider.System, Cancel);
        await using var store = _fixture.Open();

        await Assert.ThrowsAsync<StoreOpenException>(() => StoreRestore.RunAsync(Target, _fixture.Path, force: true, TimeProvider.System, Cancel));
    }

    [Fact]
    public async Task Restore_SomethingThere_NeedsForceAndKeepsIt()
    {
        await FillAsync();
        await StoreBackup.RunAsync(_fixture.Path, Target, TimeProvider.System, Cancel);
        await using (var store = _fixture.Open())
        {
            await store.WriteAsync(Rows.One("after the backup"));
        }

        var refused = await Assert.ThrowsAsync<StoreBackupException>(() => StoreRestore.RunAsync(Target, _fixture.Path, force: false, TimeProvider.System, Cancel));
        var (_, moved) = await StoreRestore.RunAsync(Target, _fixture.Path, force: true, TimeProvider.System, Cancel);

        Assert.Contains("--force", refused.Message, StringComparison.Ordinal);
        await using var restored = _fixture.Open();
        Assert.DoesNotContain("after the backup", await restored.IdsAsync());
        await using var former = _fixture.Open(new SqliteStoreOptions(moved!));
        Assert.Contains("after the backup", await former.IdsAsync());
    }

    [Theory]
    [InlineData("flip")]
    [InlineData("cut")]
    [InlineData("longer")]
    [InlineData("manifest")]
    [InlineData("no manifest")]
    public async Task Restore_ChangedBackup_IsRefusedAndTheStoreStays(string damage)
    {
        await FillAsync();
        await StoreBackup.RunAsync(_fixture.Path, Target, TimeProvider.System, Cancel);
        Damage(damage);

        var refused = await Assert.ThrowsAsync<StoreBackupException>(() => StoreRestore.RunAsync(Target, _fixture.Path, force: true, TimeProvider.System, Cancel));

        Assert.Contains("not sound", refused.Message, StringComparison.Ordinal);
        await using var store = _fixture.Open();
        Assert.Equal(50, (await store.IdsAsync()).Count);
    }

    [Fact]
    public async Task Check_ChangedBackup_IsFound()
    {
        await FillAsync();
        await StoreBackup.RunAsync(_fixture.Path, Target, TimeProvider.System, Cancel);
        var sound = await StoreCheck.RunAsync(Target, Cancel);
        Damage("flip");

        var changed = await StoreCheck.RunAsync(Target, Cancel);

        Assert.True(sound.IsSound, string.Join("; ", sound.Findings));
        Assert.Contains(changed.Findings, finding => finding.Contains("not those that its manifest has the hash of", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Check_EventMissing_IsFound()
    {
        await using (var store = _fixture.Open())
        {
            foreach (var number in (long[])[1, 2, 4])
            {
                await store.WriteAsync(new StoreWrite().Add(
                    new Sql("insert into event (seq, id, operation_id, type, system, entity_key, key_seq, consumer, recorded_at) values (@seq, @id, 'o', 't', 's', 'k', @seq, 'c', 0)", ("seq", SqlType.Integer), ("id", SqlType.Text)),
                    number, number.ToString(CultureInfo.InvariantCulture)));
            }
        }

        var report = await StoreCheck.RunAsync(_fixture.Path, Cancel);

        Assert.Equal((3L, 4L), (report.Events, report.LastSequence));
        Assert.Equal(["the log has 3 events where its sequences from 1 to 4 are 4", "the log's head is 0, and its newest event is 4"], report.Findings);
    }

    [Fact]
    public async Task Check_Running_IsRefused()
    {
        await using var store = _fixture.Open();

        await Assert.ThrowsAsync<StoreOpenException>(() => StoreCheck.RunAsync(_fixture.Path, Cancel));
    }

    private static List<string> Snapshot(List<string> acknowledged)
    {
        lock (acknowledged)
        {
            return [.. acknowledged];
        }
    }

    private static async Task LoadAsync(IStore store, int caller, List<string> acknowledged, CancellationToken stop)
    {
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            var id = $"{caller}-{i}";
            await store.WriteAsync(Rows.One(id, null, i, new byte[200]));
            lock (acknowledged)
            {
                acknowledged.Add(id);
            }
        }
    }

    private void Damage(string damage)
    {
        switch (damage)
        {
            case "flip":
                var bytes = File.ReadAllBytes(Target);
                bytes[bytes.Length / 2] ^= 1;
                File.WriteAllBytes(Target, bytes);
                break;
            case "cut":
                File.WriteAllBytes(Target, File.ReadAllBytes(Target)[..^1]);
                break;
            case "longer":
                File.AppendAllText(Target, "x");
                break;
            case "manifest":
                File.WriteAllText(BackupManifest.PathOf(Target), "{}");
                break;
            default:
                File.Delete(BackupManifest.PathOf(Target));
                break;
        }
    }

    private async Task FillAsync()
    {
        await using var store = _fixture.Open();
        await Rows.CreateTablesAsync(store);
        for (var i = 0; i < 50; i++)
        {
            await store.WriteAsync(Rows.One($"{i}", null, i, new byte[300]));
        }
    }
}

using System.Globalization;
using RetailSync.Store.Writing;

namespace RetailSync.Store.Tests.Conformance;

/// <summary>What every store does, asked of the real database.</summary>
public abstract class StoreConformance : IAsyncLifetime
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IStore Store { get; set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await PrepareAsync();
        Store = await OpenAsync(new WriteLimits());
        await Rows.CreateTablesAsync(Store);
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await CleanUpAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Write_Reopened_IsThere()
    {
        await Store.WriteAsync(Rows.One("a", "till-7", 5));

        await ReopenAsync();

        Assert.Equal(["a"], await Store.IdsAsync());
    }

    [Fact]
    public async Task Write_OneCallersUnits_KeepTheirOrder()
    {
        List<Task> writes = [];
        for (var i = 0; i < 2_000; i++)
        {
            writes.Add(Store.WriteAsync(new StoreWrite().Add(Rows.Append, "one", (long)i)));
        }

        await Task.WhenAll(writes);

        var numbers = (await Store.QueryAsync("select number from entry order by place")).Select(row => (long)row[0]!);
        Assert.Equal(Enumerable.Range(0, 2_000).Select(number => (long)number), numbers);
    }

    [Fact]
    public async Task Write_SecondStatementForbidden_NothingOfTheUnitIsThere()
    {
        await Store.WriteAsync(Rows.One("a"));

        var refused = await Assert.ThrowsAsync<StoreStatementException>(() => Store.WriteAsync(new StoreWrite().Add(Rows.Insert, "b", null, null, null).Add(Rows.Insert, "a", null, null, null)));

        Assert.True(refused.IsConstraint, refused.Message);
        Assert.Equal(["a"], await Store.IdsAsync());
        Assert.Null(Store.Trouble);
    }

    [Fact]
    public async Task Write_WrongSql_IsToldAndNoConstraint()
    {
        var refused = await Assert.ThrowsAsync<StoreStatementException>(() => Store.WriteAsync(new StoreWrite().Add(Rows.Wrong, "a")));

        Assert.False(refused.IsConstraint);
        Assert.Contains("no_such_table", refused.Message, StringComparison.Ordinal);
        Assert.Equal([1], await Store.WriteAsync(Rows.One("a")));
    }

    [Fact]
    public async Task Write_BadUnitsBesideGoodOnes_FailAlone()
    {
        await Store.WriteAsync(Rows.One("taken"));
        List<Task<IReadOnlyList<int>>> writes = [];
        for (var i = 0; i < 300; i++)
        {
            var unit = new StoreWrite().Add(Rows.Insert, $"{i:D3}", null, null, null);
            writes.Add(Store.WriteAsync(i % 10 == 3 ? unit.Add(Rows.Insert, "taken", null, null, null) : i % 10 == 7 ? unit.Add(Rows.Wrong, "x") : unit));
        }

        await Task.WhenAll(writes).ContinueWith(_ => { }, Cancel, TaskContinuationOptions.None, TaskScheduler.Default);

        Assert.All(writes.Index(), write => Assert.Equal(write.Index % 10 is 3 or 7, write.Item.IsFaulted));
        Assert.All(writes.Where(write => write.IsFaulted), write => Assert.IsType<StoreStatementException>(write.Exception!.InnerException));
        Assert.Equal([.. Enumerable.Range(0, 300).Where(i => i % 10 is not (3 or 7)).Select(i => i.ToString("D3", CultureInfo.InvariantCulture)), "taken"], await Store.IdsAsync());
    }

    [Fact]
    public async Task Write_HundredClaimOneKey_ExactlyOneHasIt()
    {
        var claims = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => Store.WriteAsync(new StoreWrite().Add(Rows.Claim, "key", $"caller-{i}")), Cancel)));

        var winner = Assert.Single(claims.Index(), claim => claim.Item[0] == 1);
        Assert.Equal(99, claims.Count(claim => claim[0] == 0));
        Assert.Equal($"caller-{winner.Index}", Assert.Single(await Store.QueryAsync("select caller from row"))[0]);
    }

    [Fact]
    public async Task Write_Counts_AreThoseOfEachStatement()
    {
        var changed = await Store.WriteAsync(new StoreWrite()
            .Add(Rows.Insert, "a", "x", 1L, null).Add(Rows.Insert, "b", "x", 2L, null).Add(Rows.Insert, "c", "y", 3L, null)
            .Add(Rows.Claim, "a", "z").Add(Rows.Raise, 10L, "x").Add(Rows.Raise, 10L, "nobody").Add(Rows.Select, "x").Add(Rows.Delete, "x"));

        Assert.Equal([1, 1, 1, 0, 2, 0, 0, 2], changed);
    }

    [Fact]
    public async Task Write_NoStatements_Completes()
    {
        var changed = await Store.WriteAsync(new StoreWrite());

        Assert.Empty(changed);
    }

    [Fact]
    public async Task Read_AfterCompletedWrite_SeesIt()
    {
        for (var i = 0L; i < 200; i++)
        {
            await Store.WriteAsync(new StoreWrite().Add(Rows.Append, "one", i));

            Assert.Equal(i + 1, (await Store.QueryAsync("select count(*) from entry"))[0][0]);
        }
    }

    [Fact]
    public async Task Read_ThatWrites_IsRefused()
    {
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Store.QueryAsync("insert into row (id) values ('x')"));

        Assert.Empty(await Store.IdsAsync());
    }

    [Fact]
    public async Task Read_ThatFails_LeavesNothingBehind()
    {
        for (var i = 0; i < 50; i++)
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => Store.ReadAsync<int>((_, _) => throw new InvalidOperationException("mine"), Cancel));
        }

        Assert.Empty(await Store.IdsAsync());
    }

    [Fact]
    public async Task Write_MoreThanTheQueueHolds_AllAreCarriedOutInOrder()
    {
        await ReopenAsync(new WriteLimits(QueueUnits: 4, BatchStatements: 3));
        var writes = Enumerable.Range(0, 500).Select(i => Store.WriteAsync(new StoreWrite().Add(Rows.Append, "one", (long)i))).ToArray();

        await Task.WhenAll(writes);

        Assert.Equal(Enumerable.Range(0, 500).Select(i => (long)i), (await Store.QueryAsync("select number from entry order by place")).Select(row => (long)row[0]!));
    }

    [Fact]
    public async Task Write_UnitLargerThanACommit_GoesAlone()
    {
        await ReopenAsync(new WriteLimits(BatchStatements: 10, BatchBytes: 1_000));
        var write = new StoreWrite();
        for (var i = 0L; i < 3_000; i++)
        {
            write.Add(Rows.Append, "one", i);
        }

        var changed = await Store.WriteAsync(write);

        Assert.Equal(3_000, changed.Count(count => count == 1));
        Assert.Equal(3_000L, (await Store.QueryAsync("select count(*) from entry"))[0][0]);
    }

    [Fact]
    public async Task Dispose_WhileWritesWait_EachIsWrittenOrRefused()
    {
        var writes = Enumerable.Range(0, 400).Select(i => Task.Run(() => Store.WriteAsync(Rows.One($"{i:D3}")), Cancel)).ToArray();
        await writes[0];

        await Store.DisposeAsync();

        await Task.WhenAll(writes).ContinueWith(_ => { }, Cancel, TaskContinuationOptions.None, TaskScheduler.Default);
        Assert.All(writes.Where(write => !write.IsCompletedSuccessfully), write => Assert.IsType<StoreUnavailableException>(write.Exception!.InnerException));
        Store = await OpenAsync(new WriteLimits());
        Assert.Equal(writes.Index().Where(write => write.Item.IsCompletedSuccessfully).Select(write => write.Index.ToString("D3", CultureInfo.InvariantCulture)), await Store.IdsAsync());
    }

    [Fact]
    public async Task Use_AfterDispose_IsRefused()
    {
        await Store.DisposeAsync();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => Store.WriteAsync(Rows.One("a")));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Store.IdsAsync());
        await Store.DisposeAsync();
    }

    [Fact]
    public async Task Write_CancelledBefore_IsNotWritten()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.WriteAsync(Rows.One("a"), cancelled.Token));

        await Store.WriteAsync(Rows.One("b"));
        Assert.Equal(["b"], await Store.IdsAsync());
    }

    [Fact]
    public async Task Write_CancelledAnywhere_IsWrittenIfAndOnlyIfItCompletes()
    {
        var writes = Enumerable.Range(0, 300).Select(async i =>
        {
            using var source = new CancellationTokenSource();
            var write = Store.WriteAsync(Rows.One($"{i:D3}"), source.Token);
            await Task.Yield();
            await source.CancelAsync();
            try
            {
                await write;
                return $"{i:D3}";
            }
            catch (OperationCanceledException)
            {
                return null;
            }
        });

        var written = await Task.WhenAll(writes);

        await Store.WriteAsync(new StoreWrite());
        Assert.Equal(written.OfType<string>(), await Store.IdsAsync());
    }

    [Fact]
    public async Task Epoch_Reopened_IsAnotherAndTheFormerIsDead()
    {
        var first = Store.Epoch;

        await ReopenAsync();

        Assert.True(Store.Epoch > first, $"{Store.Epoch} after {first}");
        Assert.Equal([first], await Store.DeadEpochsAsync([first, Store.Epoch, first], Cancel));
        Assert.False(Store.IsFenced);
    }

    private protected abstract Task PrepareAsync();

    private protected abstract Task<IStore> OpenAsync(WriteLimits limits);

    private protected abstract Task CleanUpAsync();

    private async Task ReopenAsync(WriteLimits? limits = null)
    {
        await Store.DisposeAsync();
        Store = await OpenAsync(limits ?? new WriteLimits());
    }
}

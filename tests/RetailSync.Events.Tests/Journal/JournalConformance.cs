using System.Text;
using RetailSync.Events.Journal;
using RetailSync.Events.Sealing;
using RetailSync.Gateway;
using RetailSync.Store;

namespace RetailSync.Events.Tests.Journal;

/// <summary>What holds of the journal on every store.</summary>
public abstract class JournalConformance
{
    [Fact]
    public async Task Claim_HundredWithOneKey_OneIsGranted()
    {
        await using var rig = await RigAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => rig.Journal.ClaimAsync(Rig.Change($"C-{i}", key: "k"), TestContext.Current.CancellationToken).AsTask()));

        Assert.Single(results, result => result.Status == ClaimStatus.Granted);
        Assert.Equal(99, results.Count(result => result is { Status: ClaimStatus.KeyTaken, Known.State: OperationState.Intent }));
    }

    [Fact]
    public async Task Claim_HundredInOneLane_OneIsGranted()
    {
        await using var rig = await RigAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => rig.Journal.ClaimAsync(Rig.Change(key: $"k{i}"), TestContext.Current.CancellationToken).AsTask()));

        Assert.Single(results, result => result.Status == ClaimStatus.Granted);
        Assert.Equal(99, results.Count(result => result.Status == ClaimStatus.LaneTaken));
    }

    [Fact]
    public async Task Claim_LaneOfUnknown_IsBlockedByIt()
    {
        await using var rig = await RigAsync();
        var first = Rig.Change(upstream: UpstreamClass.A);
        await ClaimAsync(rig, first);
        Assert.True(await rig.Journal.SettleAsync(first, Rig.Unknown(), TestContext.Current.CancellationToken));

        var second = await rig.Journal.ClaimAsync(Rig.Change(), TestContext.Current.CancellationToken);

        Assert.Equal((ClaimStatus.LaneBlocked, first.Id), (second.Status, second.Known?.Id));
    }

    [Fact]
    public async Task Settle_Done_OutcomeAndEventAreThereTogether()
    {
        await using var rig = await RigAsync();
        var intent = Rig.Change(key: "k");
        await ClaimAsync(rig, intent);

        var settled = await rig.Journal.SettleAsync(intent, Rig.Done(), TestContext.Current.CancellationToken);

        Assert.True(settled);
        var known = await rig.Journal.FindAsync("k", TestContext.Current.CancellationToken);
        Assert.Equal((OperationState.Done, 200, """{"id":"C-1"}"""), (known!.State, known.Answer!.Status, Text(known.Answer.Body!.Value)));
        Assert.Contains(new KeyValuePair<string, string>("ETag", "\"2\""), known.Answer.Headers);
        var made = Assert.Single(await rig.EventsAsync());
        Assert.Equal((1, Scene.Updated, "customer:C-1", 1, null, false), (made.Seq, made.Type, made.Key, made.KeySeq, made.Defect, made.Reconstructed));
        Assert.Equal("""{"name":"Ann"}""", Encoding.UTF8.GetString(rig.Service<BodySeal>().Open(made.Data, Places.Event(made.Id))));
    }

    [Fact]
    public async Task Settle_ManyAtOnce_SequencesHaveNoGapAndNoDouble()
    {
        await using var rig = await RigAsync();

        await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            var intent = Rig.Change($"C-{i % 20}") with { Lane = null };
            await ClaimAsync(rig, intent);
            Assert.True(await rig.Journal.SettleAsync(intent, Rig.Done(), TestContext.Current.CancellationToken));
        }));

        var events = await rig.EventsAsync();
        Assert.Equal(Enumerable.Range(1, 200).Select(i => (long)i), events.Select(made => made.Seq));
        Assert.All(events.GroupBy(made => made.Key), group => Assert.Equal(Enumerable.Range(1, 10).Select(i => (long)i), group.Select(made => made.KeySeq)));
    }

    [Fact]
    public async Task Settle_Twice_SecondIsLostAndBumpsNothing()
    {
        await using var rig = await RigAsync();
        var intent = Rig.Change();
        await ClaimAsync(rig, intent);
        await rig.Journal.SettleAsync(intent, Rig.Done(), TestContext.Current.CancellationToken);

        var again = await rig.Journal.SettleAsync(intent, Rig.Done(), TestContext.Current.CancellationToken);

        Assert.False(again);
        Assert.Single(await rig.EventsAsync());
        Assert.Equal(1, await rig.Store.FirstAsync("select last_seq from event_head", row => row.GetInt64(0), TestContext.Current.CancellationToken));
        Assert.Equal(1, await rig.Store.FirstAsync("select last_seq from event_key", row => row.GetInt64(0), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(OperationState.Rejected, true, true)]
    [InlineData(OperationState.NotApplied, true, false)]
    [InlineData(OperationState.NotApplied, false, false)]
    [InlineData(OperationState.Done, false, false)]
    [InlineData(OperationState.Unknown, true, true)]
    public async Task Settle_EachState_KeepsOrFreesTheKey(OperationState state, bool keeps, bool known)
    {
        await using var rig = await RigAsync();
        var intent = Rig.Change(key: "k");
        await ClaimAsync(rig, intent);

        await rig.Journal.SettleAsync(intent, Rig.Done() with { State = state, KeepsKey = keeps }, TestContext.Current.CancellationToken);

        var found = await rig.Journal.FindAsync("k", TestContext.Current.CancellationToken);
        Assert.Equal(known ? state : null, found?.State);
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(1, false)]
    public async Task Find_AroundExpiry_IsKnownUntilThen(int milliseconds, bool known)
    {
        await using var rig = await RigAsync();
        var intent = Rig.Change(key: "k");
        await ClaimAsync(rig, intent);
        await rig.Journal.SettleAsync(intent, Rig.Done(), TestContext.Current.CancellationToken);
        rig.Clock.Advance(TimeSpan.FromHours(72) + TimeSpan.FromMilliseconds(milliseconds));

        var found = await rig.Journal.FindAsync("k", TestContext.Current.CancellationToken);
        var again = await rig.Journal.ClaimAsync(Rig.Change(key: "k"), TestContext.Current.CancellationToken);

        Assert.Equal(known, found is not null);
        Assert.Equal(known ? ClaimStatus.KeyTaken : ClaimStatus.Granted, again.Status);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-3)]
    public async Task Settle_ClockJumpedMeanwhile_KeyIsKept(int days)
    {
        await using var rig = await RigAsync();
        var intent = Rig.Change(key: "k");
        await ClaimAsync(rig, intent);
        rig.Clock.Jump(TimeSpan.FromDays(days));
        await rig.RecoverAsync();

        var settled = await rig.Journal.SettleAsync(intent, Rig.Done(), TestContext.Current.CancellationToken);

        Assert.True(settled);
        Assert.Equal(OperationState.Done, (await rig.Journal.FindAsync("k", TestContext.Current.CancellationToken))?.State);
    }

    [Theory]
    [InlineData(30, false)]
    [InlineData(-30, false)]
    [InlineData(30, true)]
    [InlineData(-30, true)]
    public async Task Find_ClockJumpedAfterwards_KeyIsKept(int days, bool restarts)
    {
        await using var rig = await RigAsync();
        var intent = Rig.Change(key: "k");
        await ClaimAsync(rig, intent);
        await rig.Journal.SettleAsync(intent, Rig.Done(), TestContext.Current.CancellationToken);

        rig.Clock.Jump(TimeSpan.FromDays(days));
        await (restarts ? rig.RestartAsync() : Task.CompletedTask);
        await rig.Reaper.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(OperationState.Done, (await rig.Journal.FindAsync("k", TestContext.Current.CancellationToken))?.State);
        Assert.Equal(ClaimStatus.KeyTaken, (await rig.Journal.ClaimAsync(Rig.Change(key: "k"), TestContext.Current.CancellationToken)).Status);
    }

    [Fact]
    public async Task Claim_DiskFull_IsUnavailableWithReason()
    {
        await using var rig = await RigAsync();
        rig.Store.OnWrite = _ => FaultyStore.Fault.NotWritten;

        var result = await rig.Journal.ClaimAsync(Rig.Change(key: "k"), TestContext.Current.CancellationToken);

        Assert.Equal((ClaimStatus.Unavailable, "The disk is full."), (result.Status, result.Reason));
    }

    [Fact]
    public async Task Claim_UncertainAndWritten_IsGranted()
    {
        await using var rig = await RigAsync();
        rig.Store.OnWrite = _ => FaultyStore.Fault.UncertainWritten;

        var result = await rig.Journal.ClaimAsync(Rig.Change(), TestContext.Current.CancellationToken);

        Assert.Equal(ClaimStatus.Granted, result.Status);
    }

    [Fact]
    public async Task Claim_UncertainAndCannotLook_IsSettledAsNeverSent()
    {
        await using var rig = await RigAsync();
        var intent = Rig.Change(key: "k");
        (rig.Store.OnWrite, rig.Store.CannotRead) = (_ => FaultyStore.Fault.UncertainWritten, true);
        var result = await rig.Journal.ClaimAsync(intent, TestContext.Current.CancellationToken);
        (rig.Store.OnWrite, rig.Store.CannotRead) = (null, false);

        await rig.RecoverAsync();

        Assert.Equal(ClaimStatus.Unavailable, result.Status);
        Assert.Equal(OperationState.NotApplied, (await rig.RowAsync(intent.Id)).State);
        Assert.Null(await rig.Journal.FindAsync("k", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("NotWritten")]
    [InlineData("UncertainNotWritten")]
    public async Task Settle_StoreAway_OutcomeIsWrittenOnceItIsBack(string fault)
    {
        await using var rig = await RigAsync();
        var intent = Rig.Change(key: "k");
        await ClaimAsync(rig, intent);
        rig.Store.OnWrite = _ => Enum.Parse<FaultyStore.Fault>(fault);
        var settled = await rig.Journal.SettleAsync(intent, Rig.Done(), TestContext.Current.CancellationToken);
        await rig.RecoverAsync();
        var during = (await rig.RowAsync(intent.Id)).State;
        rig.Store.OnWrite = null;

        await rig.RecoverAsync();

        Assert.False(settled);
        Assert.Equal(OperationState.Intent, during);
        Assert.Equal(OperationState.Done, (await rig.RowAsync(intent.Id)).State);
        Assert.Single(await rig.EventsAsync());
    }

    [Fact]
    public async Task Settle_UncertainButWrittenAndCannotLook_EventIsThereOnce()
    {
        await using var rig = await RigAsync();
        var intent = Rig.Change(key: "k");
        await ClaimAsync(rig, intent);
        (rig.Store.OnWrite, rig.Store.CannotRead) = (_ => FaultyStore.Fault.UncertainWritten, true);
        var settled = await rig.Journal.SettleAsync(intent, Rig.Done(), TestContext.Current.CancellationToken);
        (rig.Store.OnWrite, rig.Store.CannotRead) = (null, false);

        await rig.RecoverAsync();

        Assert.False(settled);
        Assert.Equal(OperationState.Done, (await rig.RowAsync(intent.Id)).State);
        Assert.Single(await rig.EventsAsync());
    }

    [Fact]
    public async Task Find_AnswerWasTampered_StatusIsToldWithoutBody()
    {
        await using var rig = await RigAsync();
        var (one, other) = (Rig.Change("C-1", key: "k1"), Rig.Change("C-2", key: "k2"));
        foreach (var intent in new[] { one, other })
        {
            await ClaimAsync(rig, intent);
            await rig.Journal.SettleAsync(intent, Rig.Done(), TestContext.Current.CancellationToken);
        }

        // The other operation's body, whole and sound, in the place of this one's.
        var move = new Sql("update operation set response_body = (select response_body from operation where id = @from) where id = @to", ("from", SqlType.Text), ("to", SqlType.Text));
        await rig.Store.WriteAsync(new StoreWrite().Add(move, other.Id.ToString(), one.Id.ToString()), TestContext.Current.CancellationToken);

        var found = await rig.Journal.FindAsync("k1", TestContext.Current.CancellationToken);

        Assert.Equal((200, null), (found!.Answer!.Status, found.Answer.Body));
    }

    [Fact]
    public async Task Claim_TextThatNoDatabaseKeeps_IsWrittenAllTheSame()
    {
        await using var rig = await RigAsync();
        var intent = Rig.Change() with { Lane = "customer:\0\ud800", Target = "/crm/v1/customers/a\0b" };

        var result = await rig.Journal.ClaimAsync(intent, TestContext.Current.CancellationToken);

        Assert.Equal(ClaimStatus.Granted, result.Status);
        Assert.True(await rig.Journal.SettleAsync(intent, Rig.Done(), TestContext.Current.CancellationToken));
        Assert.Equal("customer:\ufffd\ufffd", (await rig.RowAsync(intent.Id)).Lane);
    }

    /// <summary>Opens the store; again and again over the same data.</summary>
    protected abstract Task<IStore> OpenAsync(TimeProvider clock);

    private static async Task ClaimAsync(Rig rig, Intent intent) =>
        Assert.Equal(ClaimStatus.Granted, (await rig.Journal.ClaimAsync(intent, TestContext.Current.CancellationToken)).Status);

    private static string Text(System.Buffers.ReadOnlySequence<byte> body) => Encoding.UTF8.GetString(body);

    private Task<Rig> RigAsync(params (string Key, string Value)[] settings) => Rig.StartAsync(OpenAsync, settings);
}

using System.Text;
using RetailSync.Events.Journal;
using RetailSync.Events.Sealing;
using RetailSync.Gateway;
using RetailSync.Store;

namespace RetailSync.Events.Tests.Journal;

/// <summary>What holds of the recovery on every store.</summary>
public abstract class RecoveryConformance
{
    private const string Order = "Resolvers:crm/customers@1#createOrder:";
    private const string Customer = "Resolvers:crm/customers@1#updateCustomer:";

    private static readonly (string, string)[] LookUp =
        [(Order + "Class", "B"), (Order + "Lookup", "/crm/v1/orders?number={request:/number}"), (Order + "Found", "/items/0"), (Order + "QuietSeconds", "60")];

    [Fact]
    public async Task Crash_ClassA_SameRequestIsSentAgainAndEventIsReconstructed()
    {
        await using var rig = await RigAsync();
        var intent = Rig.Change(key: "k", upstream: UpstreamClass.A);
        await ClaimAsync(rig, intent);
        rig.System.Answers = _ => FakeSystem.Says(200, """{"id":"C-1"}""");

        await rig.RestartAsync();
        var taken = (await rig.RowAsync(intent.Id)).State;
        await rig.RecoverAsync();

        Assert.Equal(OperationState.Unknown, taken);
        var sent = Assert.Single(rig.System.Asked);
        Assert.Equal(("PUT", intent.Target, intent.Id, "web-shop"), (sent.Method, sent.Target, sent.Operation!.Value, sent.ConsumerId));
        Assert.Equal("""{"name":"Ann"}""", Encoding.UTF8.GetString(sent.Body.Span));
        Assert.Equal(OperationState.Done, (await rig.Journal.FindAsync("k", TestContext.Current.CancellationToken))?.State);
        Assert.True(Assert.Single(await rig.EventsAsync()).Reconstructed);
    }

    [Fact]
    public async Task Crash_ClassD_IsAnExceptionAndNothingIsAsked()
    {
        await using var rig = await RigAsync();
        var intent = Rig.Change(key: "k");
        await ClaimAsync(rig, intent);

        await rig.RestartAsync();
        await rig.RecoverAsync();

        Assert.Equal(OperationState.Exception, (await rig.RowAsync(intent.Id)).State);
        Assert.Empty(rig.System.Asked);
        Assert.Equal(ClaimStatus.LaneBlocked, (await rig.Journal.ClaimAsync(Rig.Change(), TestContext.Current.CancellationToken)).Status);
        Assert.Equal(OperationState.Exception, (await rig.Journal.FindAsync("k", TestContext.Current.CancellationToken))?.State);
    }

    [Fact]
    public async Task ClassA_SystemIsDown_IsTriedAgainLaterAndThenAnException()
    {
        await using var rig = await RigAsync(("ResolveAttempts", "3"));
        var intent = await UnknownAsync(rig, Rig.Change(upstream: UpstreamClass.A));

        for (var i = 0; i < 3; i++)
        {
            await rig.RecoverAsync();
            Assert.Equal((OperationState.Unknown, i + 1), ((await rig.RowAsync(intent.Id)).State, (await rig.RowAsync(intent.Id)).Attempts));
            rig.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        await rig.RecoverAsync();

        Assert.Equal(OperationState.Exception, (await rig.RowAsync(intent.Id)).State);
        Assert.Equal(3, rig.System.Asked.Count);
    }

    [Fact]
    public async Task ClassA_NotDueYet_IsLeftAlone()
    {
        await using var rig = await RigAsync();
        await UnknownAsync(rig, Rig.Change(upstream: UpstreamClass.A));
        await rig.RecoverAsync();
        rig.Clock.Advance(TimeSpan.FromMilliseconds(999));

        await rig.RecoverAsync();

        Assert.Single(rig.System.Asked);
    }

    [Fact]
    public async Task ClassB_Found_IsDoneWithWhatWasFound()
    {
        await using var rig = await RigAsync(LookUp);
        var intent = await UnknownAsync(rig, Rig.Order("N 1/2", UpstreamClass.B) with { Body = new("""{"number":"N-1&x=2"}"""u8.ToArray()), Key = new IdempotencyClaim("k", new byte[32], TimeSpan.FromHours(1)) });
        rig.System.Answers = _ => FakeSystem.Says(200, """{"items":[{"id":"O-7"}]}""");

        await rig.RecoverAsync();

        var asked = Assert.Single(rig.System.Asked);
        Assert.Equal(("GET", "/crm/v1/orders?number=N-1%26x%3D2"), (asked.Method, asked.Target));
        var known = await rig.Journal.FindAsync("k", TestContext.Current.CancellationToken);
        Assert.Equal((OperationState.Done, 201, """{"id":"O-7"}"""), (known!.State, known.Answer!.Status, Encoding.UTF8.GetString(known.Answer.Body!.Value)));
        Assert.Equal("order:O-7", Assert.Single(await rig.EventsAsync()).Key);
        Assert.True((await rig.RowAsync(intent.Id)).IsReconstructed);
    }

    [Fact]
    public async Task ClassB_ArrivesLate_IsFoundAfterTheQuietTime()
    {
        await using var rig = await RigAsync(LookUp);
        var intent = await UnknownAsync(rig, Rig.Order("N-1", UpstreamClass.B));
        rig.System.Answers = _ => FakeSystem.Says(200, """{"items":[]}""");
        await rig.RecoverAsync();
        rig.System.Answers = _ => FakeSystem.Says(200, """{"items":[{"id":"O-7"}]}""");

        // Deadline after 30 s, quiet time 60 s.
        rig.Clock.Advance(TimeSpan.FromSeconds(89));
        await rig.RecoverAsync();
        var before = (await rig.RowAsync(intent.Id)).State;
        rig.Clock.Advance(TimeSpan.FromSeconds(1));
        await rig.RecoverAsync();

        Assert.Equal(OperationState.Unknown, before);
        Assert.Equal(OperationState.Done, (await rig.RowAsync(intent.Id)).State);
        Assert.Single(await rig.EventsAsync());
    }

    [Fact]
    public async Task ClassB_NeverArrives_IsNotAppliedAndKeyIsFree()
    {
        await using var rig = await RigAsync(LookUp);
        var intent = await UnknownAsync(rig, Rig.Order("N-1", UpstreamClass.B) with { Key = new IdempotencyClaim("k", new byte[32], TimeSpan.FromHours(1)) });
        rig.System.Answers = _ => FakeSystem.Says(200, """{"items":[]}""");
        await rig.RecoverAsync();
        await rig.RestartAsync();
        rig.Clock.Advance(TimeSpan.FromSeconds(90));

        await rig.RecoverAsync();

        Assert.Equal(OperationState.NotApplied, (await rig.RowAsync(intent.Id)).State);
        Assert.Null(await rig.Journal.FindAsync("k", TestContext.Current.CancellationToken));
        Assert.Empty(await rig.EventsAsync());
    }

    [Fact]
    public async Task ClassC_StillOldVersion_IsSentOnceMoreUnderItsGuard()
    {
        await using var rig = await RigAsync();
        var intent = await UnknownAsync(rig, Rig.Change(upstream: UpstreamClass.C) with { Headers = [new("Content-Type", "application/json"), new("If-Match", "\"1\"")] });
        rig.System.Answers = asked => asked.Method == "GET" ? FakeSystem.Says(200, """{"name":"Bob"}""", new KeyValuePair<string, string>("ETag", "\"1\"")) : FakeSystem.Says(200, """{"name":"Ann"}""");

        await rig.RecoverAsync();

        Assert.Equal(["GET", "PUT"], rig.System.Asked.Select(asked => asked.Method));
        Assert.Contains(new KeyValuePair<string, string>("If-Match", "\"1\""), rig.System.Asked.Last().Headers);
        Assert.DoesNotContain(rig.System.Asked.First().Headers, header => header.Key == "If-Match");
        Assert.Equal(OperationState.Done, (await rig.RowAsync(intent.Id)).State);
    }

    [Fact]
    public async Task ClassC_SentAgainWithoutAnswer_IsNotSentAThirdTime()
    {
        await using var rig = await RigAsync();
        await UnknownAsync(rig, Rig.Change(upstream: UpstreamClass.C) with { Headers = [new("Content-Type", "application/json"), new("If-Match", "\"1\"")] });
        rig.System.Answers = asked => asked.Method == "GET" ? FakeSystem.Says(200, """{"name":"Bob"}""", new KeyValuePair<string, string>("ETag", "\"1\"")) : FakeSystem.Silence;

        for (var i = 0; i < 5; i++)
        {
            await rig.RecoverAsync();
            rig.Clock.Advance(TimeSpan.FromMinutes(2));
            await rig.RestartAsync();
        }

        Assert.Single(rig.System.Asked, asked => asked.Method == "PUT");
    }

    [Theory]
    [InlineData("""{"name":"Ann","id":"C-1","version":2}""", OperationState.Done)]
    [InlineData("""{"name":"Bob"}""", OperationState.Exception)]
    public async Task ClassC_WithoutGuard_IsComparedWithWhatIsThere(string there, OperationState expected)
    {
        await using var rig = await RigAsync((Customer + "QuietSeconds", "10"));
        var intent = await UnknownAsync(rig, Rig.Change(upstream: UpstreamClass.C));
        rig.System.Answers = _ => FakeSystem.Says(200, there);
        await rig.RecoverAsync();
        rig.Clock.Advance(TimeSpan.FromSeconds(60));

        await rig.RecoverAsync();

        Assert.Equal(expected, (await rig.RowAsync(intent.Id)).State);
        Assert.All(rig.System.Asked, asked => Assert.Equal("GET", asked.Method));
    }

    [Fact]
    public async Task Resolve_CallSettlesWhileGone_OnlyOneEventIsThere()
    {
        await using var rig = await RigAsync();
        var intent = Rig.Change(upstream: UpstreamClass.A);
        await ClaimAsync(rig, intent);
        await rig.RestartAsync();
        rig.System.Answers = _ => FakeSystem.Says(200, """{"id":"C-1"}""");
        await rig.RecoverAsync();

        var late = await rig.Journal.SettleAsync(intent, Rig.Done(), TestContext.Current.CancellationToken);

        Assert.False(late);
        Assert.Single(await rig.EventsAsync());
    }

    [Fact]
    public async Task Recover_CallIsUnderWay_IsLeftAlone()
    {
        await using var rig = await RigAsync();
        var intent = Rig.Change(upstream: UpstreamClass.A);
        await ClaimAsync(rig, intent);
        rig.Clock.Advance(TimeSpan.FromMinutes(5));

        await rig.RecoverAsync();

        Assert.Equal(OperationState.Intent, (await rig.RowAsync(intent.Id)).State);
    }

    [Fact]
    public async Task Recover_CallNeverSettled_IsUnknownAfterItsTime()
    {
        await using var rig = await RigAsync();
        var intent = Rig.Change();
        await ClaimAsync(rig, intent);
        rig.Clock.Advance(TimeSpan.FromMinutes(6));

        await rig.RecoverAsync();

        Assert.Equal(OperationState.Exception, (await rig.RowAsync(intent.Id)).State);
    }

    [Theory]
    [InlineData("broken", "The data breaks the event's contract: /name: must not be so")]
    [InlineData("fault", "The key is not there.")]
    [InlineData("throw", "The events could not be built.")]
    [InlineData("contract", "Contract crm/customers@1 has no operation 'updateCustomer' any more, so its event cannot be built.")]
    public async Task Settle_EventCannotBeBuilt_PlaceholderIsRebuiltAtItsPlace(string how, string defect)
    {
        await using var rig = await RigAsync();
        var (build, contracts) = (rig.Scene.Build, rig.Scene.Contracts);
        rig.Scene.Build = how switch
        {
            "broken" => change => new BuiltEvents([build(change).Events[0] with { Data = "broken"u8.ToArray() }]),
            "fault" => _ => new BuiltEvents([], "The key is not there."),
            "throw" => _ => throw new InvalidOperationException("Secret."),
            _ => build,
        };
        rig.Scene.Contracts = how == "contract" ? new Dictionary<string, IContract>() : contracts;
        var first = Rig.Change();
        await ClaimAsync(rig, first);
        Assert.True(await rig.Journal.SettleAsync(first, Rig.Done(), TestContext.Current.CancellationToken));
        (rig.Scene.Build, rig.Scene.Contracts) = (build, contracts);
        var second = Rig.Change();
        await ClaimAsync(rig, second);
        Assert.True(await rig.Journal.SettleAsync(second, Rig.Done(), TestContext.Current.CancellationToken));
        var before = await rig.EventsAsync();

        rig.Scene.Revision = "r2";
        await rig.RecoverAsync();

        Assert.Equal((1, "customer:C-1", 1, defect, null), (before[0].Seq, before[0].Key, before[0].KeySeq, before[0].Defect, before[0].Data));
        var after = await rig.EventsAsync();
        Assert.Equal([(1, 1, Scene.Updated, null), (2, 2, Scene.Updated, null)], after.Select(made => (made.Seq, made.KeySeq, made.Type, made.Defect)));
        Assert.Equal("""{"name":"Ann"}""", Encoding.UTF8.GetString(rig.Service<BodySeal>().Open(after[0].Data, Places.Event(after[0].Id))));
    }

    [Fact]
    public async Task Settle_TypeWithoutContract_PassesUnjudged()
    {
        await using var rig = await RigAsync();
        var build = rig.Scene.Build;
        rig.Scene.Build = change => new BuiltEvents([build(change).Events[0] with { Type = "retail.other.made.v1", Data = "broken"u8.ToArray() }]);
        var intent = Rig.Change();
        await ClaimAsync(rig, intent);

        Assert.True(await rig.Journal.SettleAsync(intent, Rig.Done(), TestContext.Current.CancellationToken));

        var made = Assert.Single(await rig.EventsAsync());
        Assert.Equal(("retail.other.made.v1", null), (made.Type, made.Defect));
    }

    [Fact]
    public async Task Reap_OldOnes_BodiesAreBlankedAndOpenOnesLeftAlone()
    {
        await using var rig = await RigAsync();
        var (done, open, unknown, placeholder) = (Rig.Change("C-1", "k1"), Rig.Change("C-2", "k2"), Rig.Change("C-3", "k3"), Rig.Change("C-4", "k4"));
        foreach (var intent in new[] { done, open, unknown, placeholder })
        {
            await ClaimAsync(rig, intent);
        }

        await rig.Journal.SettleAsync(done, Rig.Done(), TestContext.Current.CancellationToken);
        await rig.Journal.SettleAsync(unknown, Rig.Unknown(), TestContext.Current.CancellationToken);
        rig.Scene.Build = _ => new BuiltEvents([], "Not now.");
        await rig.Journal.SettleAsync(placeholder, Rig.Done(), TestContext.Current.CancellationToken);
        rig.Clock.Advance(TimeSpan.FromDays(100));

        var (operations, events) = await rig.Reaper.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal((1, 1), (operations, events));
        Assert.Equal((null, null), ((await rig.RowAsync(done.Id)).RequestBody, (await rig.RowAsync(done.Id)).ResponseBody));
        Assert.NotNull((await rig.RowAsync(open.Id)).RequestBody);
        Assert.NotNull((await rig.RowAsync(unknown.Id)).RequestBody);
        Assert.NotNull((await rig.RowAsync(placeholder.Id)).RequestBody);
        Assert.Equal(OperationState.Unknown, (await rig.Journal.FindAsync("k3", TestContext.Current.CancellationToken))?.State);
    }

    [Fact]
    public async Task Erase_Subject_BlanksItsBodiesAndDataAndIsRecorded()
    {
        await using var rig = await RigAsync();
        var (hers, open, other) = (Rig.Change("C-1", "k1"), Rig.Change("C-1", "k2"), Rig.Change("C-2", "k3"));
        foreach (var intent in new[] { hers, other })
        {
            await ClaimAsync(rig, intent);
            await rig.Journal.SettleAsync(intent, Rig.Done(), TestContext.Current.CancellationToken);
        }

        await ClaimAsync(rig, open);

        var erasure = await rig.Service<Retention.Eraser>().EraseAsync("customer:C-1", "She asked for it.", "dpo", TestContext.Current.CancellationToken);

        Assert.Equal((1, 1, 1), (erasure.Operations, erasure.Events, erasure.Open));
        Assert.Equal((null, null), ((await rig.RowAsync(hers.Id)).RequestBody, (await rig.RowAsync(hers.Id)).ResponseBody));
        Assert.NotNull((await rig.RowAsync(open.Id)).RequestBody);
        Assert.NotNull((await rig.RowAsync(other.Id)).ResponseBody);
        Assert.Equal([true, false], (await rig.EventsAsync()).Select(made => made.Data is null));
        var record = await rig.Store.FirstAsync("select erased_by, reason, operations, events from erasure", row => (row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3)), TestContext.Current.CancellationToken);
        Assert.Equal(("dpo", "She asked for it.", 1, 1), record);
    }

    [Fact]
    public async Task Start_WithoutItsKey_IsRefusedAndNoKeyIsLeftBehind()
    {
        await using var rig = await RigAsync();
        var intent = Rig.Change();
        await ClaimAsync(rig, intent);
        var file = Path.Combine(rig.Folder, "journal.key");
        var mode = OperatingSystem.IsWindows() ? UnixFileMode.UserRead | UnixFileMode.UserWrite : File.GetUnixFileMode(file);
        var key = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        File.Delete(file);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(rig.RestartAsync);

        Assert.Contains("Bring back the key file", refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(file));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, mode);
        await File.WriteAllTextAsync(file, Convert.ToBase64String(new byte[32]) + "\n" + key, TestContext.Current.CancellationToken);
        await rig.RestartAsync();
        Assert.Equal(OperationState.Unknown, (await rig.RowAsync(intent.Id)).State);
    }

    /// <summary>Opens the store; again and again over the same data.</summary>
    protected abstract Task<IStore> OpenAsync(TimeProvider clock);

    private static async Task ClaimAsync(Rig rig, Intent intent) =>
        Assert.Equal(ClaimStatus.Granted, (await rig.Journal.ClaimAsync(intent, TestContext.Current.CancellationToken)).Status);

    private static async Task<Intent> UnknownAsync(Rig rig, Intent intent)
    {
        await ClaimAsync(rig, intent);
        Assert.True(await rig.Journal.SettleAsync(intent, Rig.Unknown(), TestContext.Current.CancellationToken));
        return intent;
    }

    private Task<Rig> RigAsync(params (string Key, string Value)[] settings) => Rig.StartAsync(OpenAsync, settings);
}

using System.Collections.Concurrent;
using System.Text;
using RetailSync.Events.Journal;
using RetailSync.Events.Sealing;
using RetailSync.Events.Operations;
using RetailSync.Events.Tests.Journal;
using RetailSync.Gateway;
using RetailSync.Store;

namespace RetailSync.Events.Tests.Queueing;

/// <summary>What holds on every store of changes that are accepted now and sent later.</summary>
public abstract class QueueConformance
{
    private static readonly QueueTerms Room = new(10_000, 1_000);

    [Fact]
    public async Task Accept_SystemIsUp_IsSentOnceAndDone()
    {
        await using var rig = await RigAsync();
        rig.System.Answers = _ => FakeSystem.Says(200, """{"id":"C-1"}""");
        var intent = await AcceptAsync(rig, Rig.Change(key: "k"));
        var before = (await rig.RowAsync(intent.Id)).State;

        await rig.ForwardAsync();

        Assert.Equal(OperationState.Queued, before);
        var sent = Assert.Single(rig.System.Asked);
        Assert.Equal(("PUT", intent.Target, intent.Id, "web-shop", """{"name":"Ann"}"""), (sent.Method, sent.Target, sent.Operation!.Value, sent.ConsumerId, Encoding.UTF8.GetString(sent.Body.Span)));
        var known = await rig.Journal.FindAsync("k", TestContext.Current.CancellationToken);
        Assert.Equal((OperationState.Done, 200, true), (known!.State, known.Answer!.Status, known.WasQueued));
        var made = Assert.Single(await rig.EventsAsync());
        Assert.Equal(("customer:C-1", false), (made.Key, made.Reconstructed));
        Assert.Equal(0, await WaitingAsync(rig));
    }

    [Fact]
    public async Task Accept_ProcessDies_IsSentByTheNext()
    {
        await using var rig = await RigAsync();
        rig.System.Answers = _ => FakeSystem.Says(200, """{"id":"C-1"}""");
        var intent = await AcceptAsync(rig, Rig.Change());

        await rig.RestartAsync();
        await rig.ForwardAsync();

        Assert.Equal(OperationState.Done, (await rig.RowAsync(intent.Id)).State);
        Assert.Single(rig.System.Asked);
    }

    [Fact]
    public async Task Accept_SameKeyAgain_IsTheSameOperation()
    {
        await using var rig = await RigAsync();
        var first = await AcceptAsync(rig, Rig.Change(key: "k"));

        var again = await rig.Journal.AcceptAsync(Rig.Change(key: "k"), Room, TestContext.Current.CancellationToken);
        var synchronous = await rig.Journal.ClaimAsync(Rig.Change(key: "k"), TestContext.Current.CancellationToken);

        Assert.Equal((ClaimStatus.KeyTaken, first.Id, OperationState.Queued, true), (again.Status, again.Known!.Id, again.Known.State, again.Known.WasQueued));
        Assert.Equal(ClaimStatus.KeyTaken, synchronous.Status);
        Assert.Equal(1, await WaitingAsync(rig));
    }

    [Fact]
    public async Task Accept_FlappingSystem_EachExactlyOnceInTheOrderOfAcceptance()
    {
        await using var rig = await RigAsync();
        var (ledger, calls) = (new ConcurrentQueue<(string Target, string Body)>(), 0);
        rig.System.Answers = asked =>
        {
            // Of three calls one finds it down, and one finds the thing locked, which stops nothing but its own lane.
            switch (Interlocked.Increment(ref calls) % 3)
            {
                case 0:
                    ledger.Enqueue((asked.Target, Encoding.UTF8.GetString(asked.Body.Span)));
                    return FakeSystem.Says(200, """{"id":"C"}""");
                case 1:
                    return NotSent;
                default:
                    return FakeSystem.Says(423);
            }
        };
        for (var i = 0; i < 200; i++)
        {
            await AcceptAsync(rig, Rig.Change($"C-{i % 10}", body: $$"""{"name":"{{i}}"}"""));
        }

        for (var i = 0; i < 20_000 && ledger.Count < 200; i++)
        {
            await rig.Forwarding.TurnAsync(TestContext.Current.CancellationToken);
            await rig.Forwarding.WhenIdleAsync();
            rig.Clock.Advance(TimeSpan.FromMilliseconds(700));
        }

        Assert.Equal(200, ledger.Count);
        Assert.All(
            ledger.GroupBy(entry => entry.Target),
            lane => Assert.Equal(Enumerable.Range(0, 20).Select(i => $$"""{"name":"{{int.Parse(lane.Key[^1..], System.Globalization.CultureInfo.InvariantCulture) + (10 * i)}}"}"""), lane.Select(entry => entry.Body)));
        Assert.Equal(200, (await rig.EventsAsync()).Count);
        Assert.Equal(0, await WaitingAsync(rig));
    }

    [Fact]
    public async Task Claim_AcceptedChangeIsAhead_DoesNotOvertake()
    {
        await using var rig = await RigAsync();
        await AcceptAsync(rig, Rig.Change());

        var waiting = await rig.Journal.ClaimAsync(Rig.Change(), TestContext.Current.CancellationToken);
        var other = await rig.Journal.ClaimAsync(Rig.Change("C-2"), TestContext.Current.CancellationToken);
        rig.System.Answers = _ => FakeSystem.Says(200);
        await rig.ForwardAsync();
        var free = await rig.Journal.ClaimAsync(Rig.Change(), TestContext.Current.CancellationToken);

        Assert.Equal((ClaimStatus.LaneTaken, ClaimStatus.Granted, ClaimStatus.Granted), (waiting.Status, other.Status, free.Status));
    }

    [Fact]
    public async Task Accept_SynchronousChangeIsUnderWay_IsSentAfterIt()
    {
        await using var rig = await RigAsync();
        rig.System.Answers = _ => FakeSystem.Says(200);
        var first = Rig.Change();
        Assert.Equal(ClaimStatus.Granted, (await rig.Journal.ClaimAsync(first, TestContext.Current.CancellationToken)).Status);
        await AcceptAsync(rig, Rig.Change());

        await rig.ForwardAsync();
        var before = rig.System.Asked.Count;
        await rig.Journal.SettleAsync(first, Rig.Done(), TestContext.Current.CancellationToken);
        await rig.ForwardAsync();

        Assert.Equal((0, 1), (before, rig.System.Asked.Count));
    }

    [Fact]
    public async Task Accept_OneSystemIsDownForAnHour_OthersAreSent()
    {
        await using var rig = await RigAsync();
        rig.System.Answers = asked => asked.Target.Contains("/down", StringComparison.Ordinal) ? NotSent : FakeSystem.Says(200);
        for (var i = 0; i < 50; i++)
        {
            await AcceptAsync(rig, Rig.Change($"down{i}") with { RouteId = "a-marketplace" });
        }

        var sent = new List<int>();
        for (var minute = 0; minute < 60; minute++)
        {
            await AcceptAsync(rig, Rig.Change($"C-{minute}"));
            await rig.ForwardAsync();
            sent.Add(rig.System.Asked.Count(asked => !asked.Target.Contains("/down", StringComparison.Ordinal)));
            rig.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(Enumerable.Range(1, 60), sent);
        var probes = rig.System.Asked.Count(asked => asked.Target.Contains("/down", StringComparison.Ordinal));
        Assert.InRange(probes, 1, 70);
        Assert.Equal(50, await WaitingAsync(rig));
    }

    [Fact]
    public async Task Forward_SystemRefuses_IsRejectedAndItsCallerSeesTheAnswer()
    {
        await using var rig = await RigAsync();
        rig.System.Answers = _ => FakeSystem.Says(422, """{"error":"unknown country"}""");
        var intent = await AcceptAsync(rig, Rig.Change(key: "k"));

        await rig.ForwardAsync();

        var row = await rig.RowAsync(intent.Id);
        var answer = LateAnswer.Of(row, rig.Service<BodySeal>());
        Assert.Equal((OperationState.Rejected, 422, "unknown country"), (row.State, answer!.Status, answer.Body!.Value.GetProperty("error").GetString()));
        Assert.Equal(422, (await rig.Journal.FindAsync("k", TestContext.Current.CancellationToken))!.Answer!.Status);
        Assert.Empty(await rig.EventsAsync());
    }

    [Fact]
    public async Task Forward_ConsumerHasLostItsGrant_IsRejectedWithTheGatewaysProblem()
    {
        await using var rig = await RigAsync();
        rig.System.Answers = _ => new PipelineAnswer
        {
            Status = 403, Headers = [new("Content-Type", "application/problem+json")], Body = """{"title":"Not allowed."}"""u8.ToArray(), IsUpstream = false, MayHaveBeenSent = false, ProblemType = "insufficient-scope", RequestId = "r",
        };
        var intent = await AcceptAsync(rig, Rig.Change());
        var next = await AcceptAsync(rig, Rig.Change());

        await rig.ForwardAsync();

        var row = await rig.RowAsync(intent.Id);
        Assert.Equal((OperationState.Rejected, 403, "Not allowed."), (row.State, row.Status, LateAnswer.Of(row, rig.Service<BodySeal>())!.Body!.Value.GetProperty("title").GetString()));
        Assert.Contains("insufficient-scope", row.Reason, StringComparison.Ordinal);
        Assert.Equal(OperationState.Rejected, (await rig.RowAsync(next.Id)).State);
    }

    [Fact]
    public async Task Forward_NoAnswerCame_IsUnknownAndResolvedBeforeTheNext()
    {
        await using var rig = await RigAsync();
        var first = await AcceptAsync(rig, Rig.Change(upstream: UpstreamClass.A));
        var next = await AcceptAsync(rig, Rig.Change(upstream: UpstreamClass.A));
        await rig.ForwardAsync();
        var open = (await rig.RowAsync(first.Id)).State;
        rig.Clock.Advance(TimeSpan.FromMinutes(2));
        await rig.ForwardAsync();
        var held = (await rig.RowAsync(next.Id)).State;

        rig.System.Answers = _ => FakeSystem.Says(200);
        await rig.RecoverAsync();
        await rig.ForwardAsync();

        Assert.Equal((OperationState.Unknown, OperationState.Queued), (open, held));
        Assert.Equal([first.Id, first.Id, next.Id], rig.System.Asked.Select(asked => asked.Operation!.Value));
        Assert.Equal(OperationState.Done, (await rig.RowAsync(next.Id)).State);
    }

    [Fact]
    public async Task Forward_ProcessDiesUnderWay_ItsClassDecides()
    {
        await using var rig = await RigAsync();
        var intent = await AcceptAsync(rig, Rig.Change(upstream: UpstreamClass.A));
        await rig.Store.WriteAsync(
            new StoreWrite().Add(Events.Queueing.QueueSql.Take, rig.Store.Epoch, Times.ToStore(rig.Clock.GetUtcNow()), Times.ToStore(rig.Clock.GetUtcNow()), "t", intent.Id.ToString())
                .Add(Events.Queueing.QueueSql.CountTaken, intent.Id.ToString(), "t"),
            TestContext.Current.CancellationToken);
        rig.System.Answers = _ => FakeSystem.Says(200, """{"id":"C-1"}""");

        await rig.RestartAsync();
        var taken = (await rig.RowAsync(intent.Id)).State;
        await rig.RecoverAsync();

        Assert.Equal((OperationState.Unknown, OperationState.Done), (taken, (await rig.RowAsync(intent.Id)).State));
        Assert.Single(rig.System.Asked);
        Assert.Equal(0, await WaitingAsync(rig));
    }

    [Fact]
    public async Task Forward_TakenAndNobodyHoldsIt_GoesBackToItsPlace()
    {
        await using var rig = await RigAsync();
        var intent = await AcceptAsync(rig, Rig.Change());
        await rig.Store.WriteAsync(
            new StoreWrite().Add(Events.Queueing.QueueSql.Take, rig.Store.Epoch, Times.ToStore(rig.Clock.GetUtcNow()), Times.ToStore(rig.Clock.GetUtcNow()), "t", intent.Id.ToString())
                .Add(Events.Queueing.QueueSql.CountTaken, intent.Id.ToString(), "t"),
            TestContext.Current.CancellationToken);

        await rig.RecoverAsync();

        Assert.Equal(OperationState.Queued, (await rig.RowAsync(intent.Id)).State);
        Assert.Equal(1, await WaitingAsync(rig));
    }

    [Fact]
    public async Task Resolve_CertainlyNotApplied_IsSentAgain()
    {
        await using var rig = await RigAsync(
            ("Resolvers:crm/customers@1#createOrder:Class", "B"), ("Resolvers:crm/customers@1#createOrder:Lookup", "/crm/v1/orders?number={request:/number}"),
            ("Resolvers:crm/customers@1#createOrder:Found", "/items/0"), ("Resolvers:crm/customers@1#createOrder:QuietSeconds", "0"));
        rig.System.Answers = asked => asked.Method == "GET" ? FakeSystem.Says(200, """{"items":[]}""") : FakeSystem.Silence;
        var intent = await AcceptAsync(rig, Rig.Order("N-1", UpstreamClass.B));
        await rig.ForwardAsync();
        for (var i = 0; i < 4 && (await rig.RowAsync(intent.Id)).State == OperationState.Unknown; i++)
        {
            await rig.RecoverAsync();
            rig.Clock.Advance(TimeSpan.FromMinutes(2));
        }

        var returned = (await rig.RowAsync(intent.Id)).State;
        rig.System.Answers = _ => FakeSystem.Says(201, """{"id":"O-7"}""");
        await rig.ForwardAsync();

        Assert.Equal((OperationState.Queued, OperationState.Done), (returned, (await rig.RowAsync(intent.Id)).State));
    }

    [Fact]
    public async Task Forward_NeverGotThrough_IsGivenUpAsNotApplied()
    {
        await using var rig = await RigAsync(("QueueHours", "1"));
        rig.System.Answers = _ => NotSent;
        var intent = await AcceptAsync(rig, Rig.Change(key: "k"));
        await rig.ForwardAsync();
        rig.Clock.Advance(TimeSpan.FromMinutes(61));

        await rig.ForwardAsync();

        Assert.Equal((OperationState.NotApplied, 503), ((await rig.RowAsync(intent.Id)).State, (await rig.RowAsync(intent.Id)).Status));
        Assert.Null(await rig.Journal.FindAsync("k", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("not-applied", OperationState.NotApplied, 0)]
    [InlineData("applied", OperationState.Done, 1)]
    public async Task Decide_WhileItWaits_IsNotSentAndTheNextIs(string decision, OperationState state, int events)
    {
        await using var rig = await RigAsync();
        var intent = await AcceptAsync(rig, Rig.Change());
        var next = await AcceptAsync(rig, Rig.Change());
        var request = new DecisionRequest { Decision = decision, Reason = "By hand." };

        var isDecided = await rig.Service<OperationDecisions>().DecideAsync(await rig.RowAsync(intent.Id), request, "operations", TestContext.Current.CancellationToken);
        var before = (await rig.EventsAsync()).Count;
        rig.System.Answers = _ => FakeSystem.Says(200);
        await rig.ForwardAsync();

        Assert.Equal((true, state, events), (isDecided, (await rig.RowAsync(intent.Id)).State, before));
        Assert.Equal(next.Id, Assert.Single(rig.System.Asked).Operation);
        Assert.Equal(0, await WaitingAsync(rig));
    }

    [Theory]
    [InlineData(2, 100)]
    [InlineData(100, 2)]
    public async Task Accept_AsManyWaitAsMay_IsFullUntilOneIsSent(int perRoute, int perLane)
    {
        await using var rig = await RigAsync();
        var terms = new QueueTerms(perRoute, perLane);
        var statuses = new List<ClaimStatus>();
        for (var i = 0; i < 3; i++)
        {
            statuses.Add((await rig.Journal.AcceptAsync(Rig.Change(key: $"k{i}"), terms, TestContext.Current.CancellationToken)).Status);
        }

        rig.System.Answers = _ => FakeSystem.Says(200);
        await rig.ForwardAsync();
        var after = await rig.Journal.AcceptAsync(Rig.Change(), terms, TestContext.Current.CancellationToken);

        Assert.Equal([ClaimStatus.Granted, ClaimStatus.Granted, ClaimStatus.QueueFull], statuses);
        Assert.Equal(ClaimStatus.Granted, after.Status);
    }

    [Fact]
    public async Task Accept_StoreIsAway_IsUnavailable()
    {
        await using var rig = await RigAsync();
        rig.Store.OnWrite = _ => FaultyStore.Fault.NotWritten;

        var result = await rig.Journal.AcceptAsync(Rig.Change(), Room, TestContext.Current.CancellationToken);

        Assert.Equal((ClaimStatus.Unavailable, "The disk is full."), (result.Status, result.Reason));
    }

    protected abstract Task<IStore> OpenAsync(TimeProvider clock);

    private static PipelineAnswer NotSent { get; } = new()
    {
        Status = 503, Headers = [], Body = ReadOnlyMemory<byte>.Empty, IsUpstream = false, MayHaveBeenSent = false, ProblemType = "upstream-unavailable", RequestId = "r",
    };

    private static async Task<Intent> AcceptAsync(Rig rig, Intent intent)
    {
        Assert.Equal(ClaimStatus.Granted, (await rig.Journal.AcceptAsync(intent, Room, TestContext.Current.CancellationToken)).Status);
        return intent;
    }

    private static async Task<long> WaitingAsync(Rig rig) =>
        await rig.Store.FirstAsync("select coalesce(sum(waiting), 0) from queue_route", row => Convert.ToInt64(row.GetValue(0), System.Globalization.CultureInfo.InvariantCulture), CancellationToken.None);

    private Task<Rig> RigAsync(params (string, string)[] settings) => Rig.StartAsync(OpenAsync, settings);
}

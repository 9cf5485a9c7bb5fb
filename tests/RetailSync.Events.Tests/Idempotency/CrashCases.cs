using RetailSync.Events.Tests.Idempotency.Processes;
using RetailSync.Testing;

namespace RetailSync.Events.Tests.Idempotency;

/// <summary>
/// The cases of idempotency keys in which a gateway dies or is too slow. Gateways are real processes, killed with SIGKILL; the system lives on and knows what it took. However it went,
/// there is one effect, one event, and an answer that can be given again.
/// </summary>
public abstract partial class CrashCases
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The arguments that name the store; <c>{folder}</c> stands for the stage's folder.</summary>
    protected abstract IReadOnlyList<string> Store { get; }

    [Fact]
    public async Task Case27_KilledBeforeTheIntent_NothingIsSentAndTheKeyIsNew()
    {
        await using var stage = await CaseStage.BuildAsync(Store, FirstOrder.IsAnswered);
        var node = await stage.StartAsync();
        await using (var caller = await RawClient.ConnectAsync(node.Address))
        {
            // The head and half of the body: what is claimed is not known yet. A call over the same door shows that the gateway is at work.
            await caller.WriteAsync(node.Head("k1", "N-1") + CaseNode.Body("N-1")[..5]);
            Assert.Empty(await node.OperationsAsync());
            await node.DisposeAsync();
        }

        var next = await stage.StartAsync();
        var before = await next.OperationsAsync();
        var answer = await next.OrderAsync("k1", "N-1");

        Assert.Empty(before);
        Assert.Equal((201, false), (answer.Status, answer.IsReplayed));
        Assert.Single(stage.System.Sent);
        await AssertOnceAsync(stage, next);
    }

    [Fact]
    public async Task Case28_KilledBetweenIntentAndSend_ItIsSentOnceAfterwards()
    {
        await using var stage = await CaseStage.BuildAsync(Store, FirstOrder.IsAnswered, needsToken: true);
        var node = await stage.StartAsync();
        node.Order("k1", "N-1");
        await stage.Tokens.Server.WaitForRequestsAsync(1);
        var intent = Assert.Single(await node.OperationsAsync());

        await node.DisposeAsync();
        var sentBefore = stage.System.Sent.Count;
        stage.Tokens.LetGo();
        var next = await stage.StartAsync();

        Assert.Equal(("intent", 0), ((string?)intent!["state"], sentBefore));
        await AssertOnceAsync(stage, next);
        Assert.Equal((string?)intent["id"], Assert.Single(stage.System.Sent));
    }

    [Fact]
    public async Task Case29_KilledWhileTheSystemWorks_OneEffect()
    {
        await using var stage = await CaseStage.BuildAsync(Store, FirstOrder.IsWorkedOn);
        var node = await stage.StartAsync();
        node.Order("k1", "N-1");
        await stage.System.SentAsync(1);

        await node.DisposeAsync();
        stage.System.LetGo();
        var next = await stage.StartAsync();

        await AssertOnceAsync(stage, next);
        Assert.Single(stage.System.Sent.Distinct());
    }

    [Fact]
    public async Task Case30_KilledBetweenTheSystemsSuccessAndTheOutcome_OneEffect()
    {
        await using var stage = await CaseStage.BuildAsync(Store, FirstOrder.IsHalfAnswered);
        var node = await stage.StartAsync();
        node.Order("k1", "N-1");
        await stage.System.HalfSent.WaitAsync(Patience, TimeProvider.System, TestContext.Current.CancellationToken);
        var before = Assert.Single(await node.OperationsAsync());

        await node.DisposeAsync();
        var next = await stage.StartAsync();

        Assert.Equal("intent", (string?)before!["state"]);
        await AssertOnceAsync(stage, next);
        Assert.Equal(2, stage.System.Sent.Count);
    }

    [Fact]
    public async Task Case31_KilledBetweenTheOutcomeAndTheAnswer_TheAnswerIsGivenAgain()
    {
        await using var stage = await CaseStage.BuildAsync(Store, FirstOrder.IsAnsweredAtLength);
        var node = await stage.StartAsync();
        await using (var caller = await RawClient.ConnectAsync(node.Address))
        {
            // It reads nothing, so the end of the answer cannot leave the gateway.
            await caller.WriteAsync(node.Head("k1", "N-1") + CaseNode.Body("N-1"));
            await node.OperationAsync("done");
            await node.DisposeAsync();
        }

        var next = await stage.StartAsync();
        var again = await next.OrderAsync("k1", "N-1");

        Assert.Equal((201, true), (again.Status, again.IsReplayed));
        Assert.EndsWith("""xxx","id":"O-1","number":"N-1"}""", again.Text, StringComparison.Ordinal);
        Assert.Single(stage.System.Sent);
        await AssertOnceAsync(stage, next);
    }

    [Fact]
    public async Task Case33_AppliedAfterTheGatewayGaveUp_IsFoundAndDone()
    {
        await using var stage = await CaseStage.BuildAsync(Store, FirstOrder.IsWorkedOn, 'b', timeoutSeconds: 1);
        stage.System.WhenAsked = stage.System.LetGo;
        var node = await stage.StartAsync();

        var first = await node.OrderAsync("k1", "N-1");

        Assert.Equal((504, "outcome-unknown"), (first.Status, first.Problem));
        await AssertOnceAsync(stage, node);
        Assert.Single(stage.System.Sent);
        Assert.True((bool?)Assert.Single(await node.OperationsAsync("done"))!["reconstructed"]);
    }

    [Theory]
    [InlineData('a')]
    [InlineData('b')]
    public async Task Case34_RestartedWhileTheSystemStillWorks_NoSecondEffect(char upstream)
    {
        await using var stage = await CaseStage.BuildAsync(Store, FirstOrder.IsWorkedOn, upstream, timeoutSeconds: 2);
        var node = await stage.StartAsync();
        node.Order("k1", "N-1");
        await stage.System.SentAsync(1);
        await node.DisposeAsync();

        // The system ends its work only after the gateway that came next has asked for it, or sent it again.
        stage.System.WhenAsked = stage.System.LetGo;
        var next = await stage.StartAsync();

        await AssertOnceAsync(stage, next);
        Assert.Single(stage.System.Sent.Distinct());
        Assert.True(upstream == 'a' ? stage.System.Sent.Count > 1 : stage.System.Sent.Count == 1, $"It was sent {stage.System.Sent.Count} times.");
    }

    /// <summary>One effect, one event, and the answer is given again to who asks for it, once it is known.</summary>
    private static async Task AssertOnceAsync(CaseStage stage, CaseNode node)
    {
        var again = await Deadline.UntilAsync(
            async () =>
            {
                var answer = await node.OrderAsync("k1", "N-1");
                Assert.True(answer.Status is 201 or 409, $"{answer.Status} {answer.Text}");
                Assert.True(answer.Status == 201 || answer.Problem is "outcome-pending" or "idempotency-in-flight", answer.Text);
                return answer.Status == 201 ? answer : null;
            },
            "the outcome is known",
            Patience);

        Assert.True(again.IsReplayed);
        Assert.Contains("\"id\":\"O-1\"", again.Text, StringComparison.Ordinal);
        Assert.Equal(["N-1"], stage.System.Taken);
        var made = Assert.Single(await node.EventsAsync());
        Assert.Equal(("order:O-1", "N-1"), ((string?)made!["partitionkey"], (string?)made["data"]!["number"]));
        Assert.Equal("done", (string?)Assert.Single(await node.OperationsAsync())!["state"]);
    }
}

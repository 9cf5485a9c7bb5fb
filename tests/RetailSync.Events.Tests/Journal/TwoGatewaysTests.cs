using RetailSync.Gateway;

namespace RetailSync.Events.Tests.Journal;

/// <summary>Two gateways on one PostgreSQL database.</summary>
public sealed class TwoGatewaysTests
{
    private readonly PostgresHome _home = new();

    // Both need the key, as they would by Journal:Keys.
    private static readonly (string, string) Key = ("Keys:0", Convert.ToBase64String(new byte[32]));

    [Fact]
    public async Task Claim_OneKeyAtBoth_OneIsGranted()
    {
        await using var one = await RigAsync();
        await using var other = await RigAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => (i % 2 == 0 ? one : other).Journal.ClaimAsync(Rig.Change($"C-{i}", "k"), TestContext.Current.CancellationToken).AsTask()));

        Assert.Single(results, result => result.Status == ClaimStatus.Granted);
        Assert.Equal(59, results.Count(result => result.Status == ClaimStatus.KeyTaken));
    }

    [Fact]
    public async Task Settle_AtBoth_SequencesHaveNoGapAndFollowTheCommits()
    {
        await using var one = await RigAsync();
        await using var other = await RigAsync();

        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => WorkAsync(i % 2 == 0 ? one : other, $"C-{i / 4}")));

        var events = await one.EventsAsync();
        Assert.Equal(Enumerable.Range(1, 160).Select(i => (long)i), events.Select(made => made.Seq));
        Assert.All(events.GroupBy(made => made.Key), group => Assert.Equal(Enumerable.Range(1, 40).Select(i => (long)i), group.Select(made => made.KeySeq)));
    }

    [Fact]
    public async Task Recover_OtherIsAlive_ItsIntentIsLeftAlone()
    {
        await using var one = await RigAsync();
        await using var other = await RigAsync();
        var intent = Rig.Change(upstream: UpstreamClass.A);
        await one.Journal.ClaimAsync(intent, TestContext.Current.CancellationToken);

        await other.RecoverAsync();

        Assert.Equal(OperationState.Intent, (await one.RowAsync(intent.Id)).State);
        Assert.True(await one.Journal.SettleAsync(intent, Rig.Done(), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Recover_OtherIsGone_ItsIntentIsResolved()
    {
        var one = await RigAsync();
        await using var other = await RigAsync();
        var intent = Rig.Change(upstream: UpstreamClass.A);
        await one.Journal.ClaimAsync(intent, TestContext.Current.CancellationToken);
        other.System.Answers = _ => FakeSystem.Says(200, """{"id":"C-1"}""");
        await one.DisposeAsync();

        await Testing.Deadline.UntilAsync(
            async () =>
            {
                await other.RecoverAsync();
                return (await other.RowAsync(intent.Id)).State == OperationState.Done ? intent : null;
            },
            "the intent of the gateway that is gone is resolved");

        Assert.Equal(intent.Id, Assert.Single(other.System.Asked).Operation);
        Assert.Single(await other.EventsAsync());
    }

    [Fact]
    public async Task Recover_BothAtOnce_OneOfThemAsks()
    {
        await using var one = await RigAsync();
        await using var other = await RigAsync();
        var intent = Rig.Change(upstream: UpstreamClass.A);
        await one.Journal.ClaimAsync(intent, TestContext.Current.CancellationToken);
        await one.Journal.SettleAsync(intent, Rig.Unknown(), TestContext.Current.CancellationToken);

        await Task.WhenAll(one.RecoverAsync(), other.RecoverAsync());

        Assert.Equal(1, one.System.Asked.Count + other.System.Asked.Count);
    }

    private static async Task WorkAsync(Rig rig, string customer)
    {
        for (var done = 0; done < 10;)
        {
            var intent = Rig.Change(customer);
            if ((await rig.Journal.ClaimAsync(intent, TestContext.Current.CancellationToken)).Status == ClaimStatus.Granted)
            {
                Assert.True(await rig.Journal.SettleAsync(intent, Rig.Done(), TestContext.Current.CancellationToken));
                done++;
            }
        }
    }

    private Task<Rig> RigAsync() => Rig.StartAsync(_ => _home.OpenAsync(), Key);
}

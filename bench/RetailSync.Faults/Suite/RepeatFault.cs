using System.Runtime.CompilerServices;
using RetailSync.Faults.Driving;
using RetailSync.Faults.Network;
using RetailSync.Faults.Subscriber;
using RetailSync.Faults.Upstream;

namespace RetailSync.Faults.Suite;

/// <summary>Fault 8: requests that arrive twice and out of order, and answers that come too late or to nobody.</summary>
internal sealed class RepeatFault : Fault
{
    public override string Name => "repeats";

    public override string Description => "A go-between that repeats requests at once and later, holds answers back past the timeout, and hands requests over whose connection has gone.";

    public override bool IsInShortForm => true;

    public override bool Suits(string store) => true;

    public override async IAsyncEnumerable<RoundResult> RunAsync(FaultRun run, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return await RoundAsync(run, "a system that honours keys", new UpstreamBehaviour(), cancel);
        if (!run.IsShort)
        {
            // The test of the test: the gateway is told that keys are honoured, and they are not.
            yield return await RoundAsync(run, "a system that only says so", new UpstreamBehaviour { Class = "none" }, cancel) with { MustBeCaught = true };
        }
    }

    private static async Task<RoundResult> RoundAsync(FaultRun run, string name, UpstreamBehaviour behaviour, CancellationToken cancel)
    {
        await using var between = await GoBetween.StartAsync(cancel);
        await using var stage = await run.StageAsync(
            new StageOptions { Between = between.Lead, Settings = StageSettings.ShortTimeouts, Upstream = behaviour, Subscriptions = [SubscriptionOrder.Everything] }, cancel);
        (between.Repeats, between.HoldsBack, between.Abandons) = (0.1, 0.02, 0.02);
        var report = await run.CompareAsync(stage, async () =>
        {
            await run.LetWorkAsync(stage, run.IsShort ? 2_000 : 5_000, run.IsShort ? 2_100 : 5_100, cancel);
            await between.ComeToRestAsync();
        }, cancel);
        var (repeated, heldBack, abandoned) = between.Done;
        return new RoundResult(name, report)
        {
            Figures = $"{repeated} repeated, {heldBack} answers too late, {abandoned} handed over after their connection",
            Complaints = repeated > 0 && heldBack > 0 && abandoned > 0 ? [] : ["Too little went through the go-between for each of its faults to happen."],
        };
    }
}

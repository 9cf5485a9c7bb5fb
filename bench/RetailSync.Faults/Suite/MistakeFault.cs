using System.Runtime.CompilerServices;
using RetailSync.Faults.Driving;
using RetailSync.Faults.Subscriber;
using RetailSync.Gateway;

namespace RetailSync.Faults.Suite;

/// <summary>The test of the test: gateways with known mistakes, each of which the comparison must find.</summary>
internal sealed class MistakeFault : Fault
{
    public override string Name => "mistakes";

    public override string Description => "Gateways with known mistakes; each must be caught.";

    public override bool IsInShortForm => true;

    public override async IAsyncEnumerable<RoundResult> RunAsync(FaultRun run, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return await NoIntentAsync(run, cancel);
        yield return await NoLaneAsync(run, cancel);
        yield return await NormalSyncAsync(run, cancel);
        yield return await EarlyDeliveryAsync(run, cancel);
    }

    private static async Task<RoundResult> NoIntentAsync(FaultRun run, CancellationToken cancel)
    {
        await using var stage = await run.StageAsync(Mistaken("no-intent"), cancel);
        var report = await run.CompareAsync(stage, async () =>
        {
            for (var kill = 0; kill < 2; kill++)
            {
                await run.LetWorkAsync(stage, 600, 1_200, cancel);
                await stage.KillGatewayAsync(0);
                await stage.StartGatewayAsync(0, null, cancel);
            }
        }, cancel);
        return new RoundResult("no intent, 2 kills", report) { MustBeCaught = true };
    }

    private static async Task<RoundResult> NoLaneAsync(FaultRun run, CancellationToken cancel)
    {
        await using var stage = await run.StageAsync(Mistaken("no-lane"), cancel);
        var report = await run.CompareAsync(stage, () => run.LetWorkAsync(stage, 1_500, 1_600, cancel), cancel);
        return new RoundResult("no lane", report) { MustBeCaught = true };
    }

    private static async Task<RoundResult> NormalSyncAsync(FaultRun run, CancellationToken cancel)
    {
        await DiskShim.CompileAsync(cancel);
        await using var stage = await run.StageAsync(Mistaken("normal-sync") with { HasDiskShim = true }, cancel);
        var report = await run.CompareAsync(stage, () => PowerCutFault.CutAsync(stage, run, cancel), cancel);
        return new RoundResult("synchronous=NORMAL, 1 power cut", report) { MustBeCaught = true };
    }

    private static async Task<RoundResult> EarlyDeliveryAsync(FaultRun run, CancellationToken cancel)
    {
        await using var stage = await run.StageAsync(Mistaken("early-delivery") with { Subscriptions = [SubscriptionOrder.Everything] }, cancel);
        stage.Subscriber.LongestPauseMilliseconds = 200;
        var report = await run.CompareAsync(stage, async () =>
        {
            await run.LetWorkAsync(stage, 600, 1_200, cancel);
            await stage.KillGatewayAsync(0);
            await stage.StartGatewayAsync(0, null, cancel);
            await run.WaitAsync(300, 500, cancel);
        }, cancel);

        // The ledger and the log are as they should be here: the subscriber alone knows.
        var isCaught = report.Deliveries.Any(delivery => delivery.Violations > 0);
        return new RoundResult("delivered before it is answered, 1 kill", report) { MustBeCaught = true, Complaints = isCaught ? [] : ["The comparison with the subscriber found nothing."] };
    }

    private static StageOptions Mistaken(string mistake) => new() { Environment = new Dictionary<string, string> { [KnownMistakes.Variable] = mistake } };
}

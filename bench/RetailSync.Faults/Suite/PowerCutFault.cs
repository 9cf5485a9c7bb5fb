using System.Runtime.CompilerServices;
using RetailSync.Faults.Driving;
using RetailSync.Faults.Subscriber;

namespace RetailSync.Faults.Suite;

/// <summary>Fault 3: the power goes, and with it everything that was written but not synchronised.</summary>
internal sealed class PowerCutFault : Fault
{
    public override string Name => "power-cut";

    public override string Description => "SIGKILL, and a start on what had been synchronised by then.";

    public override bool IsInShortForm => true;

    public override async IAsyncEnumerable<RoundResult> RunAsync(FaultRun run, [EnumeratorCancellation] CancellationToken cancel)
    {
        await DiskShim.CompileAsync(cancel);
        await using var stage = await run.StageAsync(new StageOptions { HasDiskShim = true, Subscriptions = [SubscriptionOrder.Everything] }, cancel);
        var cuts = run.IsShort ? 2 : 5;
        var report = await run.CompareAsync(stage, async () =>
        {
            for (var cut = 1; cut <= cuts; cut++)
            {
                await CutAsync(stage, run, cancel);
                run.Tell($"power cut {cut} of {cuts}");
            }

            await run.WaitAsync(400, 600, cancel);
        }, cancel);
        yield return new RoundResult($"{cuts} power cuts", report);
    }

    /// <summary>Cuts the power once, after a while.</summary>
    public static async Task CutAsync(Stage stage, FaultRun run, CancellationToken cancel)
    {
        await run.LetWorkAsync(stage, 800, 1_600, cancel);
        await stage.KillGatewayAsync(0);
        stage.Disk!.CutPower();
        await stage.StartGatewayAsync(0, null, cancel);
    }
}

using System.Diagnostics;
using System.Runtime.CompilerServices;
using RetailSync.Faults.Driving;
using RetailSync.Faults.Subscriber;

namespace RetailSync.Faults.Suite;

/// <summary>Fault 1: SIGKILL at random moments.</summary>
internal sealed class KillFault : Fault
{
    public override string Name => "kill";

    public override string Description => "SIGKILL at random moments under 64 clients, and a start at once.";

    public override bool IsInShortForm => true;

    public override bool Suits(string store) => true;

    public override async IAsyncEnumerable<RoundResult> RunAsync(FaultRun run, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var stage = await run.StageAsync(new StageOptions { Subscriptions = [SubscriptionOrder.Everything] }, cancel);
        var downtime = TimeSpan.Zero;
        var report = await run.CompareAsync(stage, async () =>
        {
            for (var kill = 1; kill <= run.Kills; kill++)
            {
                await run.LetWorkAsync(stage, 400, 1_600, cancel);
                var index = run.Random.Next(stage.Gateways);
                await stage.KillGatewayAsync(index);
                var since = Stopwatch.GetTimestamp();
                await stage.StartGatewayAsync(index, null, cancel);
                downtime += Stopwatch.GetElapsedTime(since);
                run.Tell($"kill {kill} of {run.Kills}, gateway {index}");
            }

            await run.WaitAsync(400, 800, cancel);
        }, cancel);
        yield return new RoundResult($"{run.Kills} kills, {stage.Gateways} {(stage.Gateways == 1 ? "gateway" : "gateways")}", report) { Figures = $"start {downtime.TotalSeconds / Math.Max(1, run.Kills):0.00} s" };
    }
}

using System.Runtime.CompilerServices;
using RetailSync.Faults.Driving;
using RetailSync.Faults.Upstream;

namespace RetailSync.Faults.Suite;

/// <summary>Faults 6 and 8: an upstream that hangs up, fails, is late, or never answers.</summary>
internal sealed class UnreliableSystemFault : Fault
{
    public override string Name => "unreliable-system";

    public override string Description => "An upstream that hangs up before and after it applied a change, fails before and after, and applies late.";

    public override bool IsInShortForm => true;

    public override bool Suits(string store) => true;

    public override async IAsyncEnumerable<RoundResult> RunAsync(FaultRun run, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return await RoundAsync(run, "hang-ups and errors", new UpstreamBehaviour { DropAfter = 0.02, DropBefore = 0.02, ErrorAfter = 0.02, ErrorBefore = 0.02, Refuse = 0.02 }, kills: 0, cancel);
        if (!run.IsShort)
        {
            yield return await RoundAsync(run, "late", new UpstreamBehaviour { Late = 0.02 }, kills: 3, cancel);
        }
    }

    private static async Task<RoundResult> RoundAsync(FaultRun run, string name, UpstreamBehaviour behaviour, int kills, CancellationToken cancel)
    {
        await using var stage = await run.StageAsync(new StageOptions { Upstream = behaviour }, cancel);
        var report = await run.CompareAsync(stage, async () =>
        {
            for (var kill = 0; kill < kills; kill++)
            {
                await run.LetWorkAsync(stage, 600, 1_000, cancel);
                await stage.KillGatewayAsync(0);
                await stage.StartGatewayAsync(0, null, cancel);
            }

            await run.WaitAsync(run.IsShort ? 2_000 : 5_000, run.IsShort ? 2_100 : 5_100, cancel);

            // What is still open must be able to end.
            await stage.BehaveAsync(new UpstreamBehaviour(), cancel);
        }, cancel);
        return new RoundResult(kills > 0 ? $"{name}, {kills} kills" : name, report);
    }
}

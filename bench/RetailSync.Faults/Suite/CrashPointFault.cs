using System.Runtime.CompilerServices;
using RetailSync.Faults.Driving;
using RetailSync.Faults.Subscriber;
using RetailSync.Gateway;

namespace RetailSync.Faults.Suite;

/// <summary>Fault 2: a crash at each of the places where one hurts most.</summary>
internal sealed class CrashPointFault : Fault
{
    private const int LatestPassage = 300;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public override string Name => "crash-points";

    public override string Description => "A crash at each named point of a change, and a start at once.";

    public override bool IsInShortForm => true;

    public override bool Suits(string store) => true;

    public override async IAsyncEnumerable<RoundResult> RunAsync(FaultRun run, [EnumeratorCancellation] CancellationToken cancel)
    {
        var times = run.IsShort ? 1 : 10;
        foreach (var point in CrashPoints.All)
        {
            await using var stage = await Stage.PrepareAsync(await run.FitAsync(new StageOptions { Subscriptions = [SubscriptionOrder.Everything] }, cancel), cancel);
            List<string> complaints = [];
            await StartAsync(stage, 0, run, point, cancel);
            for (var index = 1; index < stage.Gateways; index++)
            {
                await stage.StartGatewayAsync(index, null, cancel);
            }

            var report = await run.CompareAsync(stage, async () =>
            {
                for (var time = 1; time <= times; time++)
                {
                    if (!await stage.EndedAsync(0, Patience, cancel))
                    {
                        complaints.Add($"The gateway never came to '{point}'.");
                        return;
                    }

                    await (time < times ? StartAsync(stage, 0, run, point, cancel) : stage.StartGatewayAsync(0, null, cancel));
                }

                await run.WaitAsync(300, 500, cancel);
            }, cancel);
            yield return new RoundResult($"{times} × {point}", report) { Complaints = complaints };
        }
    }

    private static Task StartAsync(Stage stage, int index, FaultRun run, string point, CancellationToken cancel) =>
        stage.StartGatewayAsync(index, new Dictionary<string, string> { [CrashPoints.Variable] = $"{point}:{run.Random.Next(1, LatestPassage)}" }, cancel);
}

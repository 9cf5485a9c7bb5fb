using System.Runtime.CompilerServices;
using RetailSync.Faults.Driving;

namespace RetailSync.Faults.Suite;

/// <summary>Fault 5: the machine's clock jumps while changes are under way.</summary>
internal sealed class ClockFault : Fault
{
    private static readonly string[] Libraries = ["/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1", "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1", "/usr/lib/faketime/libfaketime.so.1"];

    // Less than the 72 hours that keys are kept: within the promise, nothing may be forgotten.
    private static readonly string[] Jumps = ["+2d", "-3d", "+1d"];

    public override string Name => "clock";

    public override string Description => "SIGKILL, and a start with a clock that is days off.";

    public override bool Suits(string store) => true;

    public override async IAsyncEnumerable<RoundResult> RunAsync(FaultRun run, [EnumeratorCancellation] CancellationToken cancel)
    {
        var library = Libraries.FirstOrDefault(File.Exists) ?? throw new FaultException("libfaketime is not installed: apt-get install libfaketime.");
        await using var stage = await run.StageAsync(new StageOptions(), cancel);
        var report = await run.CompareAsync(stage, async () =>
        {
            foreach (var jump in Jumps)
            {
                await run.LetWorkAsync(stage, 800, 1_200, cancel);
                var index = run.Random.Next(stage.Gateways);
                await stage.KillGatewayAsync(index);
                await stage.StartGatewayAsync(index, new Dictionary<string, string> { ["LD_PRELOAD"] = library, ["FAKETIME"] = jump, ["DONT_FAKE_MONOTONIC"] = "1" }, cancel);
                run.Tell($"clock {jump}");
            }

            await run.WaitAsync(800, 1_200, cancel);
        }, cancel);
        yield return new RoundResult($"clock {string.Join(", ", Jumps)}", report);
    }
}

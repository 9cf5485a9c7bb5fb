using System.Runtime.CompilerServices;
using RetailSync.Faults.Driving;

namespace RetailSync.Faults.Suite;

/// <summary>Fault 4: the disk is full for a while.</summary>
internal sealed class DiskFullFault : Fault
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public override string Name => "disk-full";

    public override string Description => "Every write fails with ENOSPC for a while: 503 before the upstream is called, and writing resumes by itself.";

    public override bool IsInShortForm => true;

    public override async IAsyncEnumerable<RoundResult> RunAsync(FaultRun run, [EnumeratorCancellation] CancellationToken cancel)
    {
        await DiskShim.CompileAsync(cancel);
        await using var stage = await run.StageAsync(new StageOptions { HasDiskShim = true }, cancel);
        List<string> complaints = [];
        var resumed = TimeSpan.Zero;
        var report = await run.CompareAsync(stage, async () =>
        {
            await run.LetWorkAsync(stage, 800, 1_200, cancel);
            stage.Disk!.IsFull = true;

            // What was on its way when the disk became full may still arrive.
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, cancel);
            var before = (await stage.LedgerAsync(cancel)).Count;
            await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, cancel);
            var during = (await stage.LedgerAsync(cancel)).Count;
            if (during > before)
            {
                complaints.Add($"{during - before} changes reached the upstream while no intent could be written.");
            }

            stage.Disk.IsFull = false;
            var since = TimeProvider.System.GetTimestamp();
            while ((await stage.LedgerAsync(cancel)).Count == during && TimeProvider.System.GetElapsedTime(since) < Patience)
            {
                await Task.Delay(Pause, TimeProvider.System, cancel);
            }

            resumed = TimeProvider.System.GetElapsedTime(since);
            if (resumed >= Patience)
            {
                complaints.Add($"Nothing was written for {Patience.TotalSeconds:0} s after there was room again.");
            }

            await run.WaitAsync(500, 600, cancel);
        }, cancel);
        yield return new RoundResult("3 s without room", report) { Complaints = complaints, Figures = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"resumed after {resumed.TotalSeconds:0.0} s") };
    }
}

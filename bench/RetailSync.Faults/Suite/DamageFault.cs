using System.Runtime.CompilerServices;
using RetailSync.Faults.Driving;

namespace RetailSync.Faults.Suite;

/// <summary>Fault 12: the file is not what was written.</summary>
internal sealed class DamageFault : Fault
{
    private const string Database = "*.db";

    public override string Name => "damage";

    public override string Description => "Flipped bits and torn tails in the store's files: noticed at the start, and what is whole stays.";

    public override async IAsyncEnumerable<RoundResult> RunAsync(FaultRun run, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var stage = await run.StageAsync(new StageOptions(), cancel);
        var report = await run.CompareAsync(stage, () => run.LetWorkAsync(stage, 1_500, 1_600, cancel), cancel);
        yield return new RoundResult("before", report);
        await stage.KillGatewayAsync(0);
        var kept = stage.Folder.Data + ".kept";
        CopyFolder(stage.Folder.Data, kept);

        yield return await TornTailAsync(stage, report.Events, cancel);
        await stage.KillGatewayAsync(0);
        Directory.Delete(stage.Folder.Data, recursive: true);
        CopyFolder(kept, stage.Folder.Data);
        yield return await FlippedAsync(stage, cancel);
        Directory.Delete(kept, recursive: true);
    }

    // A write-ahead log that ends in the middle of a record loses that record and nothing else.
    private static async Task<RoundResult> TornTailAsync(Stage stage, int events, CancellationToken cancel)
    {
        foreach (var log in Directory.EnumerateFiles(stage.Folder.Data, Database + "-wal", SearchOption.AllDirectories))
        {
            await using var file = File.Open(log, FileMode.Append);
            await file.WriteAsync(new byte[1_237], cancel);
        }

        await stage.StartGatewayAsync(0, null, cancel);
        var found = (await stage.Read.EventsAsync(cancel)).Count;
        return new RoundResult("torn tail", null) { Complaints = found == events ? [] : [$"{events} events before, {found} after."] };
    }

    private static async Task<RoundResult> FlippedAsync(Stage stage, CancellationToken cancel)
    {
        // The log is brought into the file first, so that the pages that are damaged are the ones that count.
        foreach (var database in Directory.EnumerateFiles(stage.Folder.Data, Database, SearchOption.AllDirectories))
        {
            await using var file = File.Open(database, FileMode.Open);
            for (var page = 1; page * 4_096 < file.Length; page++)
            {
                // The head of every page but the first: its kind and its cells' places.
                file.Position = page * 4_096;
                await file.WriteAsync(new byte[] { 0x5A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF }, cancel);
            }
        }

        try
        {
            await stage.StartGatewayAsync(0, null, cancel);
        }
        catch (FaultException refused)
        {
            return new RoundResult("damaged pages", null) { Complaints = refused.Message.Contains("exit code", StringComparison.Ordinal) ? [] : [refused.Message] };
        }

        return new RoundResult("damaged pages", null) { Complaints = ["The gateway started on a damaged file."] };
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }
}

using System.CommandLine;
using RetailSync.Store.Backup;

namespace RetailSync.Cli.Store;

/// <summary><c>retailsync store check</c>.</summary>
internal static class StoreCheckVerb
{
    public static Command Create(CliContext context)
    {
        var file = new Argument<string?>("file")
        {
            Description = "A store's file, or a backup. Default: the store of the nearest yarp.json, looking upwards from the current folder.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var json = new Option<bool>("--json") { Description = "Answer as JSON." };
        var verb = new Verb("check", "Looks whether a SQLite store that is not in use, or a backup, is sound: pages, indexes, history, the log without gaps, and a backup's hash. Exit code 0: sound; 1: not, or in use; 2: no store is known.")
        {
            Examples =
            [
                "retailsync store check",
                "retailsync store check backups/monday.db --json",
            ],
        };
        verb.Add(file);
        verb.Add(json);
        verb.SetAction((parsed, cancellationToken) => ConfiguredStore.OnFileAsync(context, parsed.GetValue(file), path => CheckAsync(context, path, parsed.GetValue(json), cancellationToken)));
        return verb;
    }

    private static async Task<int> CheckAsync(CliContext context, string file, bool json, CancellationToken cancellationToken)
    {
        var report = await StoreCheck.RunAsync(file, cancellationToken);
        if (json)
        {
            Output.WriteJson(context, report);
            return report.IsSound ? ExitCodes.Ok : ExitCodes.Refused;
        }

        foreach (var finding in report.Findings)
        {
            context.Error.WriteLine($"{context.Shorten(file)}: {finding}");
        }

        var what = $"{report.Bytes} bytes, tables of version {report.SchemaVersion}, {report.Operations} operations, {report.Events} events up to {report.LastSequence}";
        if (report.IsSound)
        {
            context.Out.WriteLine($"{context.Shorten(file)}: sound. {what}.");
            return ExitCodes.Ok;
        }

        context.Error.WriteLine($"{context.Shorten(file)}: NOT SOUND in {report.Findings.Count} {(report.Findings.Count == 1 ? "place" : "places")}. {what}. Keep the file, and bring a backup back: retailsync store restore.");
        return ExitCodes.Refused;
    }
}

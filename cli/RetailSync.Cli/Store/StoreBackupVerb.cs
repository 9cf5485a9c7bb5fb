using System.CommandLine;
using RetailSync.Store.Backup;

namespace RetailSync.Cli.Store;

/// <summary><c>retailsync store backup</c>.</summary>
internal static class StoreBackupVerb
{
    public static Command Create(CliContext context)
    {
        var target = new Argument<string>("to") { Description = "The file to make. Its manifest, with the hash, is made beside it: <to>.json." };
        var from = new Option<string?>("--from") { Description = "The store's file. Default: that of the nearest yarp.json, looking upwards from the current folder.", HelpName = "file" };
        var json = new Option<bool>("--json") { Description = "Answer as JSON." };
        var verb = new Verb("backup", "Copies a SQLite store while the gateway runs, and checks the copy. What was acknowledged before is in it. Exit code 0: made; 1: refused, nothing is left behind; 2: no store is known.")
        {
            Examples =
            [
                "retailsync store backup backups/monday.db",
                "retailsync store backup /mnt/backups/journal-0417.db --from data/journal.db --json",
            ],
        };
        verb.Add(target);
        verb.Add(from);
        verb.Add(json);
        verb.SetAction((parsed, cancellationToken) => ConfiguredStore.OnFileAsync(
            context,
            parsed.GetValue(from),
            source => BackupAsync(context, source, Path.GetFullPath(parsed.GetRequiredValue(target), context.CurrentFolder), parsed.GetValue(json), cancellationToken)));
        return verb;
    }

    private static async Task<int> BackupAsync(CliContext context, string source, string target, bool json, CancellationToken cancellationToken)
    {
        var manifest = await StoreBackup.RunAsync(source, target, context.Clock, cancellationToken);
        if (json)
        {
            Output.WriteJson(context, new { File = target, Manifest = manifest });
        }
        else
        {
            context.Out.WriteLine($"{context.Shorten(target)}: {manifest.Bytes} bytes, checked; tables of version {manifest.SchemaVersion}, SHA-256 {manifest.Sha256}.");
            context.Out.WriteLine($"Keep {context.Shorten(BackupManifest.PathOf(target))} with it.");
        }

        return ExitCodes.Ok;
    }
}

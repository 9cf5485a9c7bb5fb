using System.CommandLine;
using RetailSync.Store.Backup;

namespace RetailSync.Cli.Store;

/// <summary><c>retailsync store restore</c>.</summary>
internal static class StoreRestoreVerb
{
    public static Command Create(CliContext context)
    {
        var backup = new Argument<string>("backup") { Description = "The backup's file; its manifest lies beside it." };
        var to = new Option<string?>("--to") { Description = "The store's file. Default: that of the nearest yarp.json, looking upwards from the current folder.", HelpName = "file" };
        var force = new Option<bool>("--force") { Description = "Moves a store that is there aside; it is never deleted." };
        var json = new Option<bool>("--json") { Description = "Answer as JSON." };
        var verb = new Verb("restore", "Checks a backup thoroughly and puts it in the store's place. Stop the gateway first. Exit code 0: done; 1: refused, nothing was changed; 2: no store is known.")
        {
            Examples =
            [
                "retailsync store restore backups/monday.db",
                "retailsync store restore backups/monday.db --to data/journal.db --force",
            ],
        };
        verb.Add(backup);
        verb.Add(to);
        verb.Add(force);
        verb.Add(json);
        verb.SetAction((parsed, cancellationToken) => ConfiguredStore.OnFileAsync(
            context,
            parsed.GetValue(to),
            target => RestoreAsync(context, Path.GetFullPath(parsed.GetRequiredValue(backup), context.CurrentFolder), target, parsed.GetValue(force), parsed.GetValue(json), cancellationToken)));
        return verb;
    }

    private static async Task<int> RestoreAsync(CliContext context, string backup, string target, bool force, bool json, CancellationToken cancellationToken)
    {
        var (manifest, moved) = await StoreRestore.RunAsync(backup, target, force, context.Clock, cancellationToken);
        if (json)
        {
            Output.WriteJson(context, new { File = target, MovedTo = moved, Manifest = manifest });
            return ExitCodes.Ok;
        }

        context.Out.WriteLine($"{context.Shorten(target)}: brought back as it was at {manifest.TakenAt:yyyy-MM-dd HH:mm:ss}Z.");
        if (moved is not null)
        {
            context.Out.WriteLine($"What was there is {context.Shorten(moved)} now.");
        }

        context.Out.WriteLine("What came after that moment is not in it: systems may have changes that this journal does not know, and subscribers events whose sequences will be given again.");
        return ExitCodes.Ok;
    }
}

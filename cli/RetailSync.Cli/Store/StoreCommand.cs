using System.CommandLine;

namespace RetailSync.Cli.Store;

/// <summary>The verbs about the store of the journal and the events.</summary>
internal static class StoreCommand
{
    public static Command Create(CliContext context) => new("store", "The file that keeps the journal, the events and their deliveries.")
    {
        StoreBackupVerb.Create(context),
        StoreRestoreVerb.Create(context),
        StoreCheckVerb.Create(context),
    };
}

using RetailSync.Gateway;
using RetailSync.Gateway.Configuration;
using RetailSync.Store;
using RetailSync.Store.Backup;
using RetailSync.Store.Settings;

namespace RetailSync.Cli.Store;

/// <summary>Finds the store that a verb is about, and tells why it could not be helped.</summary>
internal static class ConfiguredStore
{
    /// <summary>Runs a verb on the file that was named, or on that of the nearest yarp.json at or above the current folder.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> OnFileAsync(CliContext context, string? given, Func<string, Task<int>> runAsync)
    {
        if ((given is null ? Configured(context) : Path.GetFullPath(given, context.CurrentFolder)) is not { } file)
        {
            return ExitCodes.Usage;
        }

        try
        {
            return await runAsync(file);
        }
        catch (Exception refused) when (refused is StoreOpenException or StoreBackupException)
        {
            context.Error.WriteLine(refused.Message);
            return ExitCodes.Refused;
        }
    }

    private static string? Configured(CliContext context)
    {
        if (Above(context.CurrentFolder) is not { } yarp)
        {
            context.Error.WriteLine("No yarp.json at or above the current folder: name the store's file.");
            return null;
        }

        var files = new GatewayFiles(yarp, [], new Dictionary<string, string?>());
        var faults = new List<ConfigFault>();
        var settings = files.Read(faults) is { } configuration ? StoreSettings.Read(configuration, files.BaseFolder, files.DataFolder(configuration), (_, _, _) => "", faults) : null;
        switch (settings)
        {
            case null when faults.Count > 0:
                Output.Refuse(context, faults);
                return null;
            case null:
                context.Error.WriteLine($"{context.Shorten(yarp)} has no section Store: this gateway keeps no journal. Name the store's file.");
                return null;
            case { Options.Provider: StoreKind.Postgres }:
                context.Error.WriteLine(
                    "The store is on PostgreSQL, which has tools of its own: 'pg_dump --format=custom' makes a backup while gateways run, 'pg_restore' brings it back into an empty database, 'pg_amcheck' checks. These verbs are for SQLite.");
                return null;
            default:
                return settings.File;
        }
    }

    private static string? Above(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "yarp.json")))
            {
                return Path.Combine(folder.FullName, "yarp.json");
            }
        }

        return null;
    }
}

using System.CommandLine;
using RetailSync.Gateway;
using RetailSync.Gateway.Configuration;
using RetailSync.Plugins.Audit;

namespace RetailSync.Cli.Audit;

/// <summary><c>retailsync audit verify</c>.</summary>
internal static class AuditVerifyVerb
{
    private const string PluginId = "retailsync.plugins.audit";

    public static Command Create(CliContext context)
    {
        var folder = new Argument<string?>("folder")
        {
            Description = "The trail's folder. Default: where the nearest yarp.json, looking upwards from the current folder, puts it.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var expect = new Option<string?>("--expect") { Description = "The hash of a record that must be in the trail, as /_gateway/plugins or an earlier check told it.", HelpName = "hash" };
        var from = new Option<string?>("--from") { Description = "The hash that the first record here follows on, when older files were put elsewhere.", HelpName = "hash" };
        var json = new Option<bool>("--json") { Description = "Answer as JSON." };
        expect.Validators.Add(result => CheckHash(result.GetValueOrDefault<string?>(), result.AddError));
        from.Validators.Add(result => CheckHash(result.GetValueOrDefault<string?>(), result.AddError));
        var verb = new Verb("verify", "Finds lines of the trail that were changed, removed, inserted or moved. Exit code 0: intact; 1: broken; 2: cannot be read.")
        {
            Examples =
            [
                "retailsync audit verify",
                "retailsync audit verify data/plugins/retailsync.plugins.audit --expect 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                "retailsync audit verify --json | jq -r .lastHash",
            ],
        };
        verb.Add(folder);
        verb.Add(expect);
        verb.Add(from);
        verb.Add(json);
        verb.SetAction(parsed => Verify(context, parsed.GetValue(folder), new AuditVerifier(parsed.GetValue(expect), parsed.GetValue(from)), parsed.GetValue(json)));
        return verb;
    }

    private static int Verify(CliContext context, string? given, AuditVerifier verifier, bool json)
    {
        if ((given is null ? ConfiguredFolder(context) : Path.GetFullPath(given, context.CurrentFolder)) is not { } folder)
        {
            return ExitCodes.Usage;
        }

        try
        {
            var result = verifier.Verify(folder);
            Tell(context, result, json);
            return result.IsIntact ? ExitCodes.Ok : ExitCodes.Refused;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            context.Error.WriteLine($"The trail cannot be read: {unreadable.Message}");
            return ExitCodes.Usage;
        }
    }

    private static void Tell(CliContext context, AuditVerification result, bool json)
    {
        if (json)
        {
            Output.WriteJson(context, result);
            return;
        }

        foreach (var fault in result.Faults)
        {
            context.Error.WriteLine(fault.File.Length == 0 ? fault.Message : fault.Line == 0 ? $"{fault.File}: {fault.Message}" : $"{fault.File}:{fault.Line}: {fault.Message}");
        }

        var remarks = new List<string>();
        Add(remarks, result.Missed, "exchanges that the trail itself says it missed");
        Add(remarks, result.UncleanStarts, "starts after a stop that was not on purpose, when what waited in memory was lost");
        Add(remarks, result.Torn, "torn tails, recorded as such");
        var where = $"{context.Shorten(result.Folder)}: {(result.IsIntact ? "intact" : $"BROKEN in {result.Faults.Count} {(result.Faults.Count == 1 ? "place" : "places")}")}. {result.Records} records in {result.Files} files.";
        (result.IsIntact ? context.Out : context.Error).WriteLine(remarks.Count == 0 ? where : $"{where} {string.Join("; ", remarks)}.");
        if (result.IsIntact)
        {
            context.Out.WriteLine($"Last record: {result.LastSequence}, hash {result.LastHash}");
        }
    }

    private static void Add(List<string> remarks, long count, string what)
    {
        if (count > 0)
        {
            remarks.Add($"{count} {what}");
        }
    }

    private static string? ConfiguredFolder(CliContext context)
    {
        var file = Above(context.CurrentFolder);
        if (file is null)
        {
            context.Error.WriteLine("No yarp.json at or above the current folder: name the trail's folder.");
            return null;
        }

        var files = new GatewayFiles(file, [], new Dictionary<string, string?>());
        var faults = new List<ConfigFault>();
        if (files.Read(faults) is not { } configuration)
        {
            Output.Refuse(context, faults);
            return null;
        }

        return configuration.GetSection("Plugins").GetSection(PluginId)["Settings:Folder"] is { } own
            ? Path.GetFullPath(own, files.BaseFolder)
            : Path.Combine(files.DataFolder(configuration), "plugins", PluginId);
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

    private static void CheckHash(string? value, Action<string> fault)
    {
        if (value is not null && (value.Length != 64 || !value.All(char.IsAsciiHexDigit)))
        {
            fault($"'{value}' is no hash: it has 64 hexadecimal digits.");
        }
    }
}

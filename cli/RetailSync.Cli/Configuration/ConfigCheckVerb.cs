using System.CommandLine;
using RetailSync.Gateway.Hosting;

namespace RetailSync.Cli.Configuration;

/// <summary><c>retailsync config check</c>.</summary>
internal static class ConfigCheckVerb
{
    public static Command Create(CliContext context)
    {
        var file = new Option<string?>("--config")
        {
            Description = "The configuration. Default: the nearest yarp.json, looking upwards from the current folder.",
            HelpName = "yarp.json",
        };
        var secrets = new Option<bool>("--secrets") { Description = "Also require that every secret's reference leads somewhere on this machine." };
        var json = new Option<bool>("--json") { Description = "Answer as JSON." };
        var overrides = new Argument<string[]>("overrides") { Description = "Settings to override, as a start would take them: --Section:Key=value (after --).", Arity = ArgumentArity.ZeroOrMore };
        var verb = new Verb("check", "Finds every fault in the configuration, the contracts and the landscape, without starting anything.")
        {
            Examples =
            [
                "retailsync config check",
                "retailsync config check --config deploy/yarp.json --secrets",
                "retailsync config check --json | jq -r '.faults[] | .path + \": \" + .message'",
            ],
        };
        verb.Add(file);
        verb.Add(secrets);
        verb.Add(json);
        verb.Add(overrides);
        verb.SetAction(async (parsed, _) =>
        {
            var given = parsed.GetValue(file);
            var options = new GatewayHostOptions
            {
                ConfigFile = given is null ? null : Path.GetFullPath(given, context.CurrentFolder),
                Arguments = parsed.GetValue(overrides) ?? [],
            };
            return Tell(context, await ConfigCheck.RunAsync(options, parsed.GetValue(secrets)), parsed.GetValue(json));
        });
        return verb;
    }

    private static int Tell(CliContext context, ConfigCheckResult result, bool json)
    {
        var code = result.Faults.Count == 0 ? ExitCodes.Ok : ExitCodes.Refused;
        if (json)
        {
            Output.WriteJson(context, result);
            return code;
        }

        if (result.Faults.Count > 0)
        {
            Output.Refuse(context, result.Faults);
            context.Error.WriteLine($"{context.Shorten(result.File)}: {result.Faults.Count} {(result.Faults.Count == 1 ? "fault" : "faults")}. A start would be refused.");
            return code;
        }

        context.Out.WriteLine($"{context.Shorten(result.File)}: no faults. {result.Routes} routes, {result.Contracts} contracts, revision {result.Revision}.");
        return code;
    }
}

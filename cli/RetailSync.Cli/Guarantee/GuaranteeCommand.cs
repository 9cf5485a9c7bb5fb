using System.CommandLine;
using System.Text.Json;
using RetailSync.Gateway;
using RetailSync.Gateway.Hosting;

namespace RetailSync.Cli.Guarantee;

/// <summary><c>retailsync guarantee</c>.</summary>
internal static class GuaranteeCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static Command Create(CliContext context)
    {
        var file = new Option<string?>("--config") { Description = "The configuration. Default: the nearest yarp.json, looking upwards from the current folder.", HelpName = "yarp.json" };
        var running = new Option<string?>("--running") { Description = "The operators' address of a gateway, such as http://127.0.0.1:8081: it must run exactly this configuration.", HelpName = "address" };
        var json = new Option<bool>("--json") { Description = "Answer as JSON." };
        var overrides = new Argument<string[]>("overrides") { Description = "Settings to override, as a start would take them: --Section:Key=value (after --).", Arity = ArgumentArity.ZeroOrMore };
        var verb = new Verb("guarantee", "What the configuration promises for each change: written down or not, repeatable or not, in order or not, and what happens when an answer is lost.")
        {
            Examples =
            [
                "retailsync guarantee",
                "retailsync guarantee --running http://127.0.0.1:8081",
                "retailsync guarantee --json | jq -r '.routes[] | select(.isJournalled | not) | .route + \": \" + .why'",
                "retailsync guarantee --json | jq -r '.routes[].changes[] | select(.class == \"D\") | .operation'",
            ],
        };
        running.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && !Uri.TryCreate(text, UriKind.Absolute, out _))
            {
                result.AddError($"'{text}' is no address. Expected: the operators' address as the gateway prints it, such as http://127.0.0.1:8081.");
            }
        });
        verb.Add(file);
        verb.Add(running);
        verb.Add(json);
        verb.Add(overrides);
        verb.SetAction(async (parsed, cancel) =>
        {
            var given = parsed.GetValue(file);
            var options = new GatewayHostOptions
            {
                ConfigFile = given is null ? Nearest(context.CurrentFolder) : Path.GetFullPath(given, context.CurrentFolder),
                Arguments = parsed.GetValue(overrides) ?? [],
            };
            return await TellAsync(context, options, parsed.GetValue(running) is { } address ? new Uri(address) : null, parsed.GetValue(json), cancel);
        });
        return verb;
    }

    private static async Task<int> TellAsync(CliContext context, GatewayHostOptions options, Uri? running, bool json, CancellationToken cancel)
    {
        List<ConfigFault> faults = [];
        if (await GuaranteeReader.ReadAsync(options, faults) is not { } report)
        {
            return Output.Refuse(context, faults);
        }

        if (running is not null && await OtherRevisionAsync(running, report.Revision, cancel) is { } difference)
        {
            context.Error.WriteLine(difference);
            return ExitCodes.Refused;
        }

        if (json)
        {
            Output.WriteJson(context, report);
        }
        else
        {
            GuaranteeWriter.Write(context, report);
        }

        return ExitCodes.Ok;
    }

    private static async Task<string?> OtherRevisionAsync(Uri address, string revision, CancellationToken cancel)
    {
        try
        {
            using var http = new HttpClient { Timeout = Patience };
            using var answer = JsonDocument.Parse(await http.GetStringAsync(new Uri(address, "/_gateway/config"), cancel));
            var other = answer.RootElement.GetProperty("revision").GetString();
            return other == revision ? null : $"{address}: The gateway runs revision {other}; what is here is revision {revision}. What this configuration promises does not hold there.";
        }
        catch (Exception silent) when (silent is HttpRequestException or JsonException or KeyNotFoundException or TaskCanceledException && !cancel.IsCancellationRequested)
        {
            return $"{address}: No gateway tells its configuration there: {silent.Message} Give the operators' address, as the gateway prints it when it starts.";
        }
    }

    private static string? Nearest(string start)
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

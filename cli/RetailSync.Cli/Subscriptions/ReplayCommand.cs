using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using RetailSync.Cli.Remote;

namespace RetailSync.Cli.Subscriptions;

/// <summary><c>retailsync replay</c>.</summary>
internal static class ReplayCommand
{
    private const int BarWidth = 30;

    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMilliseconds(500);

    public static Command Create(CliContext context)
    {
        var options = new RemoteOptions(context);
        var id = SubscriptionsCommand.Id();
        var types = new Option<string[]>("--type") { Description = "Only this type; an asterisk may stand at the end. Repeat it for several." };
        var keys = new Option<string[]>("--key") { Description = "Only this key; an asterisk may stand at the end. Repeat it for several." };
        var from = new Option<string?>("--from") { Description = "Where to begin: a place in the log, or a time such as 2026-11-23T08:00:00Z.", HelpName = "seq|time" };
        var to = new Option<string?>("--to") { Description = "Where to end: the last place in the log, or a time that is not reached any more.", HelpName = "seq|time" };
        var rate = new Option<int?>("--rate") { Description = "How many a second at most, 1 to 1,000. Default: 50.", HelpName = "number" };
        var reason = new Option<string?>("--reason") { Description = "Why; kept with the replay. Needed without --dry-run.", HelpName = "text" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only count." };
        var noWait = new Option<bool>("--no-wait") { Description = "Do not wait until it is done." };
        var verb = new Verb("replay", "Sends events of the log to a subscription again.")
        {
            Examples =
            [
                "retailsync replay customers-to-loyalty --dry-run --key customer:C-1001",
                "retailsync replay customers-to-loyalty --from 2026-11-23T08:00:00Z --rate 200 --reason \"Loyalty was restored from last night's backup.\"",
            ],
        };
        verb.Add(id);
        foreach (var option in (Option[])[types, keys, from, to, rate, reason, dryRun, noWait])
        {
            verb.Add(option);
        }

        return options.Complete(verb, async (parsed, gateway, cancel) =>
        {
            var request = new JsonObject { ["dryRun"] = parsed.GetValue(dryRun), ["reason"] = parsed.GetValue(reason) ?? "" };
            Put(request, "types", parsed.GetValue(types));
            Put(request, "keys", parsed.GetValue(keys));
            Place(request, "--from", "from", parsed.GetValue(from));
            Place(request, "--to", "to", parsed.GetValue(to));
            if (parsed.GetValue(rate) is { } perSecond)
            {
                request["ratePerSecond"] = perSecond;
            }

            var path = SubscriptionsCommand.PathOf(parsed.GetRequiredValue(id), "/replays");
            var answer = (await gateway.PostAsync(path, request, cancel)).Body!;
            if (parsed.GetValue(dryRun))
            {
                return options.Tell(parsed, answer, () => context.Out.WriteLine(
                    $"{((bool)answer["isComplete"]! ? "" : "At least ")}{answer["count"]} events from place {answer["fromSeq"]} to {answer["toSeq"]} would be sent again."));
            }

            if (parsed.GetValue(noWait))
            {
                return options.Tell(parsed, answer, () => context.Out.WriteLine($"The replay {answer["id"]} is {answer["state"]}."));
            }

            var first = (long)answer["position"]!;
            while ((string?)answer["state"] == "running")
            {
                ShowProgress(context, answer, first);
                await Task.Delay(AskAgainAfter, context.Clock, cancel);
                answer = (await gateway.GetAsync($"{path}/{answer["id"]}", cancel)).Body!;
            }

            options.Tell(parsed, answer, () => context.Out.WriteLine(
                $"The replay {answer["id"]} is {answer["state"]}: {answer["sent"]} events were sent.{((string?)answer["reason"] is { } why ? $" {why}" : "")}"));
            return (string?)answer["state"] == "done" ? ExitCodes.Ok : ExitCodes.Refused;
        });
    }

    // On the error stream, so that the answer can be piped; and only where somebody looks.
    private static void ShowProgress(CliContext context, JsonNode replay, long first)
    {
        if (!ReferenceEquals(context.Error, Console.Error) || Console.IsErrorRedirected)
        {
            return;
        }

        var all = Math.Max(1, (long)replay["lastSeq"]! - first);
        var share = Math.Clamp((double)((long)replay["position"]! - first) / all, 0, 1);
        var full = (int)(share * BarWidth);
        context.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r[{new string('#', full)}{new string('.', BarWidth - full)}] {share:P0}, {replay["sent"]} sent   "));
        if (share >= 1)
        {
            context.Error.WriteLine();
        }
    }

    private static void Put(JsonObject request, string name, string[]? values)
    {
        if (values is { Length: > 0 })
        {
            request[name] = new JsonArray([.. values.Select(value => (JsonNode)value)]);
        }
    }

    private static void Place(JsonObject request, string option, string name, string? text)
    {
        if (text is null)
        {
            return;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seq))
        {
            request[$"{name}Seq"] = seq;
        }
        else if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            request[name] = time.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);
        }
        else
        {
            throw new RemoteException($"{option}: '{text}' is neither a place in the log nor a time such as 2026-11-23T08:00:00Z.");
        }
    }
}

using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using RetailSync.Cli.Remote;

namespace RetailSync.Cli.Subscriptions;

/// <summary>The verbs about deliveries: <c>retailsync subscriptions</c>.</summary>
internal static class SubscriptionsCommand
{
    public static Command Create(CliContext context) => new("subscriptions", "Who gets a running gateway's events, how far they are, and what could not be delivered.")
    {
        List(context),
        Show(context),
        Change(context, "pause", "Stops deliveries until they are resumed. Nothing is lost meanwhile."),
        Change(context, "resume", "Delivers again from where it stopped."),
        DeadLetters(context),
        Decide(context, "redeliver", "Sends dead letters again.", "will be sent again"),
        Decide(context, "skip", "Gives dead letters up for good; their keys go on.", "is skipped"),
    };

    /// <summary>A subscription's id.</summary>
    public static Argument<string> Id() => new("subscription") { Description = "The subscription's id." };

    /// <summary>The path of a subscription, or of something below it.</summary>
    public static string PathOf(string id, string below = "") => $"/subscriptions/{Uri.EscapeDataString(id)}{below}";

    private static Command List(CliContext context)
    {
        var options = new RemoteOptions(context);
        var verb = new Verb("list", "Lists the subscriptions that you may see.") { Examples = ["retailsync subscriptions list", "retailsync subscriptions list --json | jq '.items[] | select(.state != \"active\")'"] };
        return options.Complete(verb, async (parsed, gateway, cancel) =>
        {
            var answer = await gateway.GetAsync("/subscriptions", cancel);
            return options.Tell(parsed, answer.Body, () => RemoteTable.Write(
                context, answer.Items, "There are none.",
                ("Id", one => RemoteTable.Text(one["id"])), ("Owner", one => RemoteTable.Text(one["owner"])), ("State", one => RemoteTable.Text(one["state"])),
                ("Target", Target), ("Types", one => one["definition"]?["filter"]?["types"] is JsonArray { Count: > 0 } types ? string.Join(' ', types) : "all"),
                ("Order", one => RemoteTable.Text(one["definition"]?["order"])), ("Reason", one => RemoteTable.Text(one["reason"]))));
        });
    }

    private static Command Show(CliContext context)
    {
        var options = new RemoteOptions(context);
        var id = Id();
        var verb = new Verb("show", "Tells how far a subscription is, and which keys are stuck.") { Examples = ["retailsync subscriptions show customers-to-loyalty"] };
        verb.Add(id);
        return options.Complete(verb, async (parsed, gateway, cancel) =>
        {
            var one = await gateway.GetAsync(PathOf(parsed.GetRequiredValue(id)), cancel);
            var status = await gateway.GetAsync(PathOf(parsed.GetRequiredValue(id), "/status"), cancel);
            return options.Tell(parsed, new JsonObject { ["subscription"] = one.Body, ["status"] = status.Body }, () =>
            {
                context.Out.WriteLine($"{one.Body!["id"]} of {one.Body["owner"]}, to {Target(one.Body)}");
                var stuck = (status.Body!["stuckKeys"] as JsonArray)?.OfType<JsonNode>().ToList() ?? [];
                (status.Body as JsonObject)!.Remove("stuckKeys");
                RemoteTable.WriteMembers(context, status.Body);
                if (stuck.Count > 0)
                {
                    RemoteTable.Write(
                        context, stuck, "", ("Stuck key", key => RemoteTable.Text(key["key"])), ("Attempts", key => RemoteTable.Text(key["attempts"])),
                        ("Again at", key => RemoteTable.Time(key["dueAt"])), ("Reason", key => RemoteTable.Text(key["reason"])));
                }
            });
        });
    }

    private static Command Change(CliContext context, string name, string description)
    {
        var options = new RemoteOptions(context);
        var id = Id();
        var verb = new Verb(name, description) { Examples = [$"retailsync subscriptions {name} customers-to-loyalty"] };
        verb.Add(id);
        return options.Complete(verb, async (parsed, gateway, cancel) =>
        {
            var answer = await gateway.PostAsync(PathOf(parsed.GetRequiredValue(id), $"/{name}"), null, cancel);
            return options.Tell(parsed, answer.Body, () => context.Out.WriteLine(
                $"{answer.Body?["id"]} is {answer.Body?["state"]}{((string?)answer.Body?["reason"] is { } reason ? $": {reason}" : "")}."));
        });
    }

    private static Command DeadLetters(CliContext context)
    {
        var options = new RemoteOptions(context);
        var id = Id();
        var after = new Option<long>("--after") { Description = "Only those behind this place in the log.", HelpName = "seq" };
        var verb = new Verb("dead-letters", "Lists the events that were given up and wait for a decision.") { Examples = ["retailsync subscriptions dead-letters customers-to-loyalty"] };
        verb.Add(id);
        verb.Add(after);
        return options.Complete(verb, async (parsed, gateway, cancel) =>
        {
            var path = PathOf(parsed.GetRequiredValue(id), "/dead-letters");
            var answer = await gateway.GetAsync(GatewayClient.Path(path, ("after", parsed.GetValue(after).ToString(CultureInfo.InvariantCulture))), cancel);
            var code = options.Tell(parsed, answer.Body, () => RemoteTable.Write(
                context, answer.Items, "There are none.",
                ("Seq", one => RemoteTable.Text(one["seq"])), ("Key", one => RemoteTable.Text(one["key"])), ("Attempts", one => RemoteTable.Text(one["attempts"])),
                ("Given up", one => RemoteTable.Time(one["diedAt"])), ("Reason", one => RemoteTable.Text(one["reason"])), ("Decided", one => RemoteTable.Text(one["decision"]))));
            if (answer.Next is not null)
            {
                await context.Error.WriteLineAsync($"There are more: --after {answer.Items.Last()["seq"]}");
            }

            return code;
        });
    }

    private static Command Decide(CliContext context, string name, string description, string done)
    {
        var options = new RemoteOptions(context);
        var id = Id();
        var seqs = new Argument<long[]>("seq") { Description = "The dead letters' places in the log.", Arity = ArgumentArity.OneOrMore };
        var reason = new Option<string>("--reason") { Description = "Why; kept with the decision.", Required = true, HelpName = "text" };
        var verb = new Verb(name, description) { Examples = [$"retailsync subscriptions {name} customers-to-loyalty 4711 4712 --reason \"The account is there now.\""] };
        verb.Add(id);
        verb.Add(seqs);
        verb.Add(reason);
        return options.Complete(verb, async (parsed, gateway, cancel) =>
        {
            var decided = new JsonArray();
            foreach (var seq in parsed.GetRequiredValue(seqs))
            {
                var path = PathOf(parsed.GetRequiredValue(id), string.Create(CultureInfo.InvariantCulture, $"/dead-letters/{seq}/{name}"));
                decided.Add((await gateway.PostAsync(path, new JsonObject { ["reason"] = parsed.GetValue(reason) }, cancel)).Body);
                if (!parsed.GetValue(options.Json))
                {
                    await context.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{seq} {done}."));
                }
            }

            return options.Tell(parsed, decided, static () => { });
        });
    }

    private static string Target(JsonNode one)
    {
        var target = one["definition"]?["target"];
        return (string?)target?["kind"] switch
        {
            "webhook" => RemoteTable.Text(target["url"]),
            "system" => RemoteTable.Text(target["path"]),
            { } kind => $"{kind} {target["name"]}",
            null => "-",
        };
    }
}

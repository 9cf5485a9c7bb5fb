using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RetailSync.Cli.Remote;

namespace RetailSync.Cli.Operations;

/// <summary>The verbs about journalled changes: <c>retailsync operations</c>.</summary>
internal static class OperationsCommand
{
    private static readonly string[] States = ["intent", "done", "rejected", "unknown", "not-applied", "exception"];

    public static Command Create(CliContext context) => new("operations", "The changes in a running gateway's journal, and those whose outcome a person must decide.")
    {
        List(context),
        Show(context),
        Resolve(context),
    };

    private static Command List(CliContext context)
    {
        var options = new RemoteOptions(context);
        var state = new Option<string?>("--state") { Description = "Only those in this state.", HelpName = "state" }.AcceptOnlyFromAmong(States);
        var key = new Option<string?>("--key") { Description = "Only those of this thing, such as customer:C-1001." };
        var route = new Option<string?>("--route") { Description = "Only those of this route." };
        var consumer = new Option<string?>("--consumer") { Description = "Only those of this consumer.", HelpName = "id" };
        var limit = new Option<int>("--limit") { Description = "How many at most.", DefaultValueFactory = _ => 50, HelpName = "number" };
        var verb = new Verb("list", "Lists operations, oldest first.") { Examples = ["retailsync operations list --state exception", "retailsync operations list --key customer:C-1001 --json | jq '.items[].state'"] };
        foreach (var option in (Option[])[state, key, route, consumer, limit])
        {
            verb.Add(option);
        }

        return options.Complete(verb, async (parsed, gateway, cancel) =>
        {
            var answer = await gateway.GetAsync(
                GatewayClient.Path(
                    "/operations", ("state", parsed.GetValue(state)), ("key", parsed.GetValue(key)), ("route", parsed.GetValue(route)), ("consumer", parsed.GetValue(consumer)),
                    ("limit", parsed.GetValue(limit).ToString(CultureInfo.InvariantCulture))),
                cancel);
            return options.Tell(parsed, answer.Body, () => RemoteTable.Write(
                context, answer.Items, "There are none.",
                ("Id", one => RemoteTable.Text(one["id"])), ("State", one => RemoteTable.Text(one["state"])), ("Created", one => RemoteTable.Time(one["createdAt"])),
                ("Consumer", one => RemoteTable.Text(one["consumer"])), ("Request", one => $"{one["method"]} {one["target"]}"), ("Key", one => RemoteTable.Text(one["key"])),
                ("Status", one => RemoteTable.Text(one["status"])), ("Reason", one => RemoteTable.Text(one["reason"]))));
        });
    }

    private static Command Show(CliContext context)
    {
        var options = new RemoteOptions(context);
        var id = Id();
        var verb = new Verb("show", "Tells all about one operation.") { Examples = ["retailsync operations show 0199f0c2-a5b6-7c8d-9e0f-102132435465"] };
        verb.Add(id);
        return options.Complete(verb, async (parsed, gateway, cancel) =>
        {
            var answer = await gateway.GetAsync($"/operations/{Uri.EscapeDataString(parsed.GetRequiredValue(id))}", cancel);
            return options.Tell(parsed, answer.Body, () => RemoteTable.WriteMembers(context, answer.Body));
        });
    }

    private static Command Resolve(CliContext context)
    {
        var options = new RemoteOptions(context);
        var id = Id();
        var decision = new Option<string>("--decision") { Description = "applied: the system has it. not-applied: it certainly has not. retry: look again.", Required = true, HelpName = "decision" }
            .AcceptOnlyFromAmong("applied", "not-applied", "retry");
        var reason = new Option<string>("--reason") { Description = "Why; kept with the operation for good.", Required = true, HelpName = "text" };
        var status = new Option<int?>("--status") { Description = "With applied: the status that the system would have answered.", HelpName = "200-299" };
        var body = new Option<string?>("--body") { Description = "With applied: the JSON that the system would have answered, or @ and a file.", HelpName = "json" };
        var verb = new Verb("resolve", "Decides what became of a change whose outcome is not known.")
        {
            Examples =
            [
                "retailsync operations resolve 0199f0c2-a5b6-7c8d-9e0f-102132435465 --decision applied --status 201 --body '{\"id\":\"4711\"}' --reason \"Order 4711 is in the OMS.\"",
                "retailsync operations resolve 0199f0c2-a5b6-7c8d-9e0f-102132435465 --decision retry --reason \"The system is back.\"",
            ],
        };
        verb.Add(id);
        foreach (var option in (Option[])[decision, reason, status, body])
        {
            verb.Add(option);
        }

        return options.Complete(verb, async (parsed, gateway, cancel) =>
        {
            var request = new JsonObject { ["decision"] = parsed.GetValue(decision), ["reason"] = parsed.GetValue(reason) };
            if (parsed.GetValue(status) is { } given)
            {
                request["status"] = given;
            }

            if (parsed.GetValue(body) is { } text)
            {
                request["body"] = await ReadBodyAsync(context, text, cancel);
            }

            var answer = await gateway.PostAsync($"/operations/{Uri.EscapeDataString(parsed.GetRequiredValue(id))}/resolution", request, cancel);
            return options.Tell(parsed, answer.Body, () => context.Out.WriteLine($"The operation {answer.Body?["id"]} is now {answer.Body?["state"]}."));
        });
    }

    private static Argument<string> Id() => new("id") { Description = "The operation's id." };

    private static async Task<JsonNode?> ReadBodyAsync(CliContext context, string text, CancellationToken cancellationToken)
    {
        try
        {
            return JsonNode.Parse(text is ['@', .. var file] ? await File.ReadAllTextAsync(Path.GetFullPath(file, context.CurrentFolder), cancellationToken) : text);
        }
        catch (Exception wrong) when (wrong is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new RemoteException($"--body: {wrong.Message}");
        }
    }
}

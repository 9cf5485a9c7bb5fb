using System.CommandLine;
using RetailSync.Cli.Remote;

namespace RetailSync.Cli.Events;

/// <summary><c>retailsync who-has</c>.</summary>
internal static class WhoHasCommand
{
    public static Command Create(CliContext context)
    {
        var options = new RemoteOptions(context);
        var key = new Argument<string>("key") { Description = "A thing, such as customer:C-1001." };
        var verb = new Verb("who-has", "Tells which subscribers have the newest state of a thing, and why others have not.")
        {
            Examples = ["retailsync who-has customer:C-1001", "retailsync who-has order:4711 --json | jq -r '.items[] | select(.state != \"delivered\") | .subscription'"],
        };
        verb.Add(key);
        return options.Complete(verb, async (parsed, gateway, cancel) =>
        {
            var answer = await gateway.GetAsync(GatewayClient.Path("/propagation", ("key", parsed.GetRequiredValue(key))), cancel);
            return options.Tell(parsed, answer.Body, () => RemoteTable.Write(
                context, answer.Items, "You may see no subscription.",
                ("Subscription", one => RemoteTable.Text(one["subscription"])), ("Owner", one => RemoteTable.Text(one["owner"])), ("State", one => RemoteTable.Text(one["state"])),
                ("Newest", one => RemoteTable.Text(one["keySequence"])), ("Delivered", one => RemoteTable.Text(one["deliveredKeySequence"])),
                ("Again at", one => RemoteTable.Time(one["dueAt"])), ("Reason", one => RemoteTable.Text(one["reason"]))));
        });
    }
}

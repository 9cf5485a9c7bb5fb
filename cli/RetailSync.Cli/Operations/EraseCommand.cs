using System.CommandLine;
using System.Text.Json.Nodes;
using RetailSync.Cli.Remote;

namespace RetailSync.Cli.Operations;

/// <summary><c>retailsync erase</c>.</summary>
internal static class EraseCommand
{
    public static Command Create(CliContext context)
    {
        var options = new RemoteOptions(context);
        var subject = new Option<string>("--subject") { Description = "Whose data: a key, such as customer:C-1001.", Required = true, HelpName = "key" };
        var reason = new Option<string>("--reason") { Description = "Why; kept with the record of the erasure.", Required = true, HelpName = "text" };
        var verb = new Verb("erase", "Erases what a running gateway keeps about a subject: bodies in the journal and data of events. It cannot be undone.")
        {
            Examples = ["retailsync erase --subject customer:C-1001 --reason \"Request 2026-118\""],
        };
        verb.Add(subject);
        verb.Add(reason);
        return options.Complete(verb, async (parsed, gateway, cancel) =>
        {
            var answer = await gateway.PostAsync("/operations/erasures", new JsonObject { ["subject"] = parsed.GetValue(subject), ["reason"] = parsed.GetValue(reason) }, cancel);
            var open = answer.Body?["open"]?.GetValue<long>() ?? 0;
            options.Tell(parsed, answer.Body, () => context.Out.WriteLine($"Erased the bodies of {answer.Body?["operations"]} operations and the data of {answer.Body?["events"]} events."));
            if (open == 0)
            {
                return ExitCodes.Ok;
            }

            await context.Error.WriteLineAsync($"{open} operations of the subject are not settled and keep their bodies: retailsync operations list --key {parsed.GetValue(subject)}. Decide them, then erase again.");
            return ExitCodes.Refused;
        });
    }
}

using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using RetailSync.Cli.Remote;

namespace RetailSync.Cli.Events;

/// <summary><c>retailsync events</c>.</summary>
internal static class EventsCommand
{
    public static Command Create(CliContext context)
    {
        var options = new RemoteOptions(context);
        var after = new Option<long>("--after") { Description = "Only those behind this place in the log. Default: from its beginning.", HelpName = "seq" };
        var type = new Option<string?>("--type") { Description = "Only these types, separated by commas; an asterisk may stand at the end of each." };
        var key = new Option<string?>("--key") { Description = "Only these keys, separated by commas; an asterisk may stand at the end of each." };
        var limit = new Option<int>("--limit") { Description = "How many at most, 1 to 500.", DefaultValueFactory = _ => 100, HelpName = "number" };
        var follow = new Option<bool>("--follow") { Description = "Go on and tell new ones as they come, one a line." };
        var verb = new Verb("events", "Shows a running gateway's change events, oldest first.")
        {
            Examples = ["retailsync events --key customer:C-1001", "retailsync events --type retail.order.* --follow", "retailsync events --follow --json | jq -c '[.type, .partitionkey]'"],
        };
        foreach (var option in (Option[])[after, type, key, limit, follow])
        {
            verb.Add(option);
        }

        return options.Complete(verb, (parsed, gateway, cancel) =>
        {
            string Path(long? place, int wait) => GatewayClient.Path(
                "/events", ("after", place?.ToString(CultureInfo.InvariantCulture)), ("type", parsed.GetValue(type)), ("key", parsed.GetValue(key)),
                ("limit", parsed.GetValue(limit).ToString(CultureInfo.InvariantCulture)), ("wait", wait == 0 ? null : wait.ToString(CultureInfo.InvariantCulture)));
            return parsed.GetValue(follow)
                ? FollowAsync(context, options, parsed, gateway, Path(parsed.GetValue(after), 20), cancel)
                : ListAsync(context, options, parsed, gateway, Path(parsed.GetValue(after), 0), cancel);
        });
    }

    private static async Task<int> ListAsync(CliContext context, RemoteOptions options, ParseResult parsed, GatewayClient gateway, string path, CancellationToken cancellationToken)
    {
        var answer = await gateway.GetAsync(path, cancellationToken);
        options.Tell(parsed, answer.Body, () => RemoteTable.Write(
            context, answer.Items, "There are none.",
            ("Time", one => RemoteTable.Time(one["time"])), ("Type", one => RemoteTable.Text(one["type"])), ("Key", one => RemoteTable.Text(one["partitionkey"])),
            ("No.", Number), ("Id", one => RemoteTable.Text(one["id"]))));
        if (answer.Next is { } next && answer.Items.Any())
        {
            await context.Error.WriteLineAsync($"The next ones: --after {PlaceIn(next)}");
        }

        return ExitCodes.Ok;
    }

    // Waiting polls: each ends with the first event or after a while, and names where the next one begins.
    private static async Task<int> FollowAsync(CliContext context, RemoteOptions options, ParseResult parsed, GatewayClient gateway, string path, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var answer = await gateway.GetAsync(path, cancellationToken);
                foreach (var one in answer.Items)
                {
                    await context.Out.WriteLineAsync(parsed.GetValue(options.Json) ? one.ToJsonString() : $"{RemoteTable.Time(one["time"])}  {one["type"]}  {one["partitionkey"]}  {Number(one)}  {one["id"]}");
                }

                await context.Out.FlushAsync(cancellationToken);
                path = answer.Next ?? path;
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCodes.Ok;
        }
    }

    private static string Number(JsonNode one) => ((string?)one["keysequence"])?.TrimStart('0') ?? "-";

    private static string PlaceIn(string next) => next.Split('?', '&').FirstOrDefault(part => part.StartsWith("after=", StringComparison.Ordinal))?["after=".Length..] ?? "0";
}

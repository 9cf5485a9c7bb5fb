using System.CommandLine;
using RetailSync.Catalog;
using RetailSync.Gateway;
using Spectre.Console;

namespace RetailSync.Cli.Consumers;

/// <summary><c>retailsync consumer list</c>.</summary>
internal static class ConsumerList
{
    public static Command Create(CliContext context)
    {
        var options = new ConsumerOptions(context);
        var verb = new Verb("list", "Lists the consumers with their scopes and keys.")
        {
            Examples = ["retailsync consumer list", "retailsync consumer list --json | jq -r '.[].id'"],
        };
        verb.Add(options.Landscape);
        verb.Add(options.Json);
        verb.SetAction(parsed =>
        {
            if (LandscapeFolder.Find(parsed.GetValue(options.Landscape), context) is not { } folder)
            {
                return LandscapeFolder.RefuseMissing(context);
            }

            var faults = new List<ConfigFault>();
            var consumers = LandscapeReader.Read(folder, faults).Consumers.All;
            return faults.Count > 0 ? Output.Refuse(context, faults) : Write(context, consumers, parsed.GetValue(options.Json));
        });
        return verb;
    }

    private static int Write(CliContext context, IReadOnlyList<Consumer> consumers, bool json)
    {
        var now = context.Clock.GetUtcNow();
        if (json)
        {
            Output.WriteJson(context, consumers.Select(consumer => ConsumerAnswer.ForJson(consumer, now)));
            return ExitCodes.Ok;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns("Id", "Name", "Owner", "System", "Scopes", "Keys");
        foreach (var consumer in consumers)
        {
            string[] cells =
            [
                consumer.Id,
                consumer.Name,
                consumer.Owner,
                consumer.System ?? "-",
                consumer.Scopes.Count == 0 ? "-" : string.Join(' ', consumer.Scopes.Order(StringComparer.Ordinal)),
                consumer.ApiKeys.Count == 0 ? "-" : string.Join('\n', consumer.ApiKeys.Select(key => ConsumerAnswer.ForTable(key, now))),
            ];
            table.AddRow(cells.Select(cell => new Text(cell)));
        }

        Output.WriteTable(context, table);
        return ExitCodes.Ok;
    }
}

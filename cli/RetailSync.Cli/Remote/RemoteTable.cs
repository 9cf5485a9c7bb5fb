using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace RetailSync.Cli.Remote;

/// <summary>Shows a gateway's answers to people.</summary>
internal static class RemoteTable
{
    /// <summary>A table with one row for each item; a column is its heading and what it shows.</summary>
    public static void Write(CliContext context, IEnumerable<JsonNode> items, string none, params (string Heading, Func<JsonNode, string> Cell)[] columns)
    {
        var rows = items.ToList();
        if (rows.Count == 0)
        {
            context.Out.WriteLine(none);
            return;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns([.. columns.Select(column => column.Heading)]);
        foreach (var row in rows)
        {
            table.AddRow(columns.Select(column => new Text(Plain(column.Cell(row)))));
        }

        Output.WriteTable(context, table);
    }

    /// <summary>One member a line, names in a column; what is not there is left out.</summary>
    public static void WriteMembers(CliContext context, JsonNode? body)
    {
        var members = (body as JsonObject ?? []).Where(member => member.Value is not null && member.Key != "links").ToList();
        var width = members.Select(member => member.Key.Length).DefaultIfEmpty().Max();
        foreach (var (name, value) in members)
        {
            context.Out.WriteLine($"{name.PadRight(width)}  {Plain(value is JsonValue ? value.ToString() : value!.ToJsonString())}");
        }
    }

    /// <summary>A member as text; <c>-</c> when it is not there.</summary>
    public static string Text(JsonNode? value) => value is null ? "-" : value.ToString();

    /// <summary>A time to the second, in UTC; <c>-</c> when there is none.</summary>
    public static string Time(JsonNode? value) =>
        value is not null && DateTimeOffset.TryParse(value.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)
            : "-";

    // What systems wrote must not steer the terminal.
    private static string Plain(string text) => text.Any(char.IsControl) ? string.Concat(text.Select(character => char.IsControl(character) ? '\uFFFD' : character)) : text;
}

using System.Globalization;
using Spectre.Console;

namespace RetailSync.Cli.Guarantee;

/// <summary>Tells people what a configuration promises.</summary>
internal static class GuaranteeWriter
{
    private static readonly (string Class, string Meaning)[] Classes =
    [
        ("A", "the system knows our operation id as its own key: the same request is sent again until there is an answer. Nobody has to do anything."),
        ("B", "the system can be asked for the change by a reference: found, it is done; not found after the quiet time, it is not applied. Nobody has to do anything."),
        ("C", "the system tells a thing's version: it is compared and, if need be, sent again on the condition that nothing has changed. Nobody has to do anything."),
        ("D", "the system offers nothing: the outcome stays unknown, the thing takes no further change through the gateway, and a person decides (POST /operations/{id}/resolution)."),
    ];

    /// <summary>Writes it.</summary>
    public static void Write(CliContext context, GuaranteeReport report)
    {
        context.Out.WriteLine($"{context.Shorten(report.File)}, revision {report.Revision}");
        context.Out.WriteLine();
        context.Out.WriteLine($"Store: {report.Store.Holds}");
        context.Out.WriteLine($"Not covered: {report.Store.NotCovered}");
        foreach (var route in report.Routes)
        {
            Write(context, route);
        }

        WriteClasses(context, report);
        if (report.Routes.Any(route => route.IsJournalled))
        {
            context.Out.WriteLine();
            context.Out.WriteLine("Events: each reaches each active subscription at least once, and a repeated one has the same id. Each subscription says how order is kept when a delivery fails:");
            context.Out.WriteLine("block-key (the default) holds back what follows for the same thing, skip-with-gap goes on and says so, latest-only sends the newest of each thing alone.");
        }
    }

    private static void Write(CliContext context, RouteGuarantee route)
    {
        context.Out.WriteLine();
        var name = route.Contract is null ? route.Route : $"{route.Route} ({route.Contract})";
        if (!route.IsJournalled)
        {
            context.Out.WriteLine($"{name}: NOT journalled, because {route.Why}. A lost answer stays unknown, a repeated change may be made twice, and there is no event.");
            return;
        }

        if (route.Changes.Count == 0)
        {
            context.Out.WriteLine($"{name}: nothing changes anything here.");
            return;
        }

        context.Out.WriteLine($"{name}: journalled");
        var table = new Table().Border(TableBorder.None).AddColumns("  change", "key", "in order", "class", "event");
        foreach (var change in route.Changes)
        {
            table.AddRow(
                new Text($"  {change.Operation}"),
                new Text(change.KeyIsKept is { } kept ? $"{change.Key}, kept {Span(kept)}" : "off: a repetition is a new change"),
                new Text(change.IsOrdered ? $"by {change.Order}" : $"NO: {change.Order}"),
                new Text(change.Class!),
                new Text(change.Event ?? "NONE declared"));
        }

        Output.WriteTable(context, table);
    }

    private static void WriteClasses(CliContext context, GuaranteeReport report)
    {
        var used = report.Routes.SelectMany(route => route.Changes).Select(change => change.Class).OfType<string>().ToHashSet(StringComparer.Ordinal);
        if (used.Count == 0)
        {
            return;
        }

        context.Out.WriteLine();
        context.Out.WriteLine("When the answer to a change is lost:");
        foreach (var (name, meaning) in Classes.Where(known => used.Contains(known.Class)))
        {
            context.Out.WriteLine($"  {name}  {meaning}");
        }
    }

    private static string Span(TimeSpan span) =>
        span.TotalHours >= 96 && span.Hours == 0 ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalDays:0.##} d")
        : span.TotalHours >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalHours:0.##} h")
        : string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:0.##} min");
}

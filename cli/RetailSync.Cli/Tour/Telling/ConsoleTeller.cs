using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;

namespace RetailSync.Cli.Tour;

/// <summary>Tells the tour to a person as it happens: who answered what on the left, what was done and what matters on the right.</summary>
internal sealed class ConsoleTeller : ITourTeller, IDisposable
{
    private const int Widest = 100;
    private const int Gutter = 14;
    private const string Gap = "  ";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly Style Faint = new(Color.Grey);

    private readonly Recorder _console;

    /// <summary>Tells it to <paramref name="writer"/>, as wide as its terminal and 100 columns at most; a picture is drawn 100 columns wide whatever the terminal.</summary>
    public ConsoleTeller(TextWriter writer, bool noColor, bool forPicture = false)
    {
        var output = new AnsiConsoleOutput(writer);
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = output,
            Ansi = output.IsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = noColor ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
        });
        console.Profile.Width = output.IsTerminal && !forPicture ? Math.Min(console.Profile.Width, Widest) : Widest;
        _console = new Recorder(console);
    }

    /// <inheritdoc/>
    public void Say(string text) => _console.Write(new Paragraph(text + "\n", Faint));

    /// <inheritdoc/>
    public void Begin(TourTarget target)
    {
        _console.Write(new Paragraph("RetailSync Gateway", new Style(Color.White, decoration: Decoration.Bold))
            .Append($"  {target.Gateway}\n", Faint));
        _console.Write(new Paragraph("Left: the status, and who produced it. Right: what is done, the request, → what matters.\n", Faint));
    }

    /// <inheritdoc/>
    public void Chapter(int number, string title)
    {
        _console.WriteLine();
        _console.Write(new Rule($"[bold aqua]{number}  {Markup.Escape(title)}[/]") { Justification = Justify.Left, Style = Faint });
    }

    /// <inheritdoc/>
    public void Step(TourStep step)
    {
        var grid = new Grid { Expand = true };
        grid.AddColumn(new GridColumn { Width = Gutter, NoWrap = true, Padding = new Padding(0, 0, 1, 0) });
        grid.AddColumn(new GridColumn { Padding = new Padding(0, 0, 0, 0) });
        grid.AddRow(Status(step), new Paragraph(step.Words));
        foreach (var line in Lines(step))
        {
            grid.AddRow(Text.Empty, line);
        }

        _console.Write(grid);
        if (step.Body is { } body)
        {
            _console.Write(new Paragraph(body.ToJsonString(Indented) + "\n"));
        }
    }

    /// <inheritdoc/>
    public void Explain(IReadOnlyList<ExplainedLine> lines)
    {
        var table = new Table { Border = TableBorder.None, ShowHeaders = false };
        table.AddColumn("").AddColumn("").AddColumn(new TableColumn("") { Alignment = Justify.Right, NoWrap = true });
        foreach (var line in lines)
        {
            var time = line.Microseconds is { } taken ? string.Create(CultureInfo.InvariantCulture, $"{taken:N0} µs") : "";
            table.AddRow(new Text(line.Name, new Style(Color.Aqua)), new Text(line.Decision), new Text(time, Faint));
        }

        _console.Write(new Padder(table, new Padding(Gutter + 1, 0, 0, 0)));
    }

    /// <inheritdoc/>
    public void News(IReadOnlyList<SystemNews> news)
    {
        _console.Write(new Paragraph("Nobody told these systems but the gateway: the subscriptions of yarp.json say who needs what.\n", Faint));
        var table = new Table { Border = TableBorder.Simple, BorderStyle = Faint };
        table.AddColumn("system");
        foreach (var header in (string[])["needs", "has", "latest after"])
        {
            table.AddColumn(new TableColumn(header) { Alignment = Justify.Right });
        }

        foreach (var one in news)
        {
            table.AddRow(
                new Text(one.System, new Style(Color.Aqua)),
                new Text(one.Changes.ToString(CultureInfo.InvariantCulture)),
                new Text(one.Has.ToString(CultureInfo.InvariantCulture), new Style(one.Has == one.Changes ? Color.Green : Color.Red)),
                new Text(one.LatestMilliseconds is { } late ? string.Create(CultureInfo.InvariantCulture, $"{late} ms") : "-"));
        }

        _console.Write(table);
    }

    /// <inheritdoc/>
    public void Tally(IReadOnlyList<SystemTally> tallies)
    {
        _console.Write(new Paragraph("Each simulated system keeps a ledger of what it really applied; GET /_sandbox/ledger tells it.\n", Faint));
        var table = new Table { Border = TableBorder.Simple, BorderStyle = Faint };
        table.AddColumn("system");
        foreach (var header in (string[])["changes sent", "repeated", "refused", "due", "in its ledger"])
        {
            table.AddColumn(new TableColumn(header) { Alignment = Justify.Right });
        }

        table.AddColumn("");
        foreach (var tally in tallies)
        {
            table.AddRow(
            [
                new Text(tally.System, new Style(Color.Aqua)),
                .. ((int[])[tally.Sent, tally.Repeated, tally.Refused, tally.Due, tally.Applied]).Select(count => new Text(count.ToString(CultureInfo.InvariantCulture))),
                tally.Agrees ? new Text("agrees", new Style(Color.Green)) : new Text("differs", new Style(Color.Red)),
            ]);
        }

        _console.Write(table);
        var (sent, applied) = (tallies.Sum(tally => tally.Sent), tallies.Sum(tally => tally.Applied));
        var (repeated, refused) = (tallies.Sum(tally => tally.Repeated), tallies.Sum(tally => tally.Refused));
        _console.Write(new Paragraph($"{sent} changes sent: {repeated} repeated, {refused} refused by their systems, {applied} applied, ")
            .Append(tallies.All(tally => tally.Agrees) ? "each exactly once.\n" : "which is not what it should be.\n", new Style(Color.White, decoration: Decoration.Bold)));
    }

    /// <inheritdoc/>
    public void End(string? stopped)
    {
    }

    /// <summary>Draws what was written so far.</summary>
    public string ToSvg(string title) => _console.Export(new SvgEncoder(title));

    /// <inheritdoc/>
    public void Dispose() => _console.Dispose();

    private static Paragraph Status(TourStep step)
    {
        var colour = step switch
        {
            { Fault: not null } => Color.Red,
            { Status: < 400 } => Color.Green,
            _ => Color.Yellow,
        };
        return new Paragraph(step.Status.ToString(CultureInfo.InvariantCulture), new Style(colour, decoration: Decoration.Bold))
            .Append($" {step.ProducedBy}", new Style(step.ProducedBy == TourTarget.GatewayName ? Color.Magenta : Color.Blue));
    }

    // Request, headers and facts share a line where there is room, and take the next one where there is not.
    private List<Paragraph> Lines(TourStep step)
    {
        var room = _console.Profile.Width - Gutter - 1;
        var lines = new List<Paragraph>();
        var used = 0;
        foreach (var (text, style) in Pieces(step))
        {
            if (lines.Count == 0 || used + Gap.Length + text.Length > room)
            {
                lines.Add(new Paragraph());
                used = 0;
            }

            lines[^1].Append(used == 0 ? text : Gap + text, style);
            used += (used == 0 ? 0 : Gap.Length) + text.Length;
        }

        return lines;
    }

    private static IEnumerable<(string Text, Style Style)> Pieces(TourStep step)
    {
        yield return ($"{step.Method} {step.Path}", Faint);
        foreach (var header in step.Headers)
        {
            yield return (header, Faint);
        }

        if (step.Fault is not null)
        {
            yield return ("→ not what the story needs", new Style(Color.Red));
        }

        for (var index = 0; index < step.Facts.Count; index++)
        {
            yield return ($"{(index == 0 ? "→" : "·")} {step.Facts[index]}", new Style(Color.Aqua));
        }
    }
}

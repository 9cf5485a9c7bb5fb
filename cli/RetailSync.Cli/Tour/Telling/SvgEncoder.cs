using System.Globalization;
using System.Net;
using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace RetailSync.Cli.Tour;

/// <summary>Draws what a console was told as an SVG picture of a terminal: dark, monospaced, without scripts, fonts or links.</summary>
internal sealed class SvgEncoder(string title) : IAnsiConsoleEncoder
{
    private const double CellWidth = 8.4;
    private const double LineHeight = 18;
    private const double Left = 18;
    private const double Top = 52;

    private const string Plain = "#c9d1d9";

    // A terminal's sixteen colours as they read well on the dark ground.
    private static readonly Dictionary<Color, string> Palette = new()
    {
        [Color.Grey] = "#8b949e",
        [Color.White] = "#ffffff",
        [Color.Red] = "#ff7b72",
        [Color.Green] = "#56d364",
        [Color.Yellow] = "#e3b341",
        [Color.Blue] = "#79c0ff",
        [Color.Magenta] = "#d2a8ff",
        [Color.Aqua] = "#76e3ea",
    };

    /// <inheritdoc/>
    public string Encode(IAnsiConsole console, IEnumerable<IRenderable> renderable)
    {
        var options = RenderOptions.Create(console, console.Profile.Capabilities);
        var width = console.Profile.Width;
        var segments = renderable.SelectMany(one => one.Render(options, width)).Where(segment => !segment.IsControlCode);
        var lines = Segment.SplitLines(segments);
        while (lines.Count > 0 && lines[^1].All(segment => segment.IsWhiteSpace))
        {
            lines.RemoveAt(lines.Count - 1);
        }

        var svg = new StringBuilder();
        Open(svg, (width * CellWidth) + (2 * Left), Top + (lines.Count * LineHeight) + 6);
        for (var index = 0; index < lines.Count; index++)
        {
            Draw(svg, lines[index], Top + (index * LineHeight));
        }

        return svg.Append("</g></svg>\n").ToString();
    }

    private void Open(StringBuilder svg, double width, double height)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:0} {height:0}\" width=\"{width:0}\" height=\"{height:0}\" role=\"img\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<title>{Escape(title)}</title>\n");
        svg.Append("<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#0d1117\"/>\n");
        svg.Append("<circle cx=\"22\" cy=\"18\" r=\"6\" fill=\"#ff5f57\"/><circle cx=\"42\" cy=\"18\" r=\"6\" fill=\"#febc2e\"/><circle cx=\"62\" cy=\"18\" r=\"6\" fill=\"#28c840\"/>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<g font-family=\"ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace\" font-size=\"14\" fill=\"{Plain}\" xml:space=\"preserve\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{width / 2:0}\" y=\"23\" text-anchor=\"middle\" fill=\"#8b949e\">{Escape(title)}</text>\n");
    }

    // Each run says where it starts and how wide it is, so that columns stand in line whatever font the reader has.
    private static void Draw(StringBuilder svg, IEnumerable<Segment> line, double y)
    {
        var cell = 0;
        foreach (var (text, style) in Runs(line))
        {
            var cells = new Segment(text).CellCount();
            var inked = text.TrimEnd();
            var trimmed = inked.TrimStart();
            if (trimmed.Length > 0)
            {
                var x = Left + ((cell + (inked.Length - trimmed.Length)) * CellWidth);
                svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{y:0}\" textLength=\"{new Segment(trimmed).CellCount() * CellWidth:0.#}\"{Attributes(style)}>{Escape(trimmed)}</text>\n");
            }

            cell += cells;
        }
    }

    private static IEnumerable<(string Text, Style Style)> Runs(IEnumerable<Segment> line)
    {
        var text = new StringBuilder();
        var style = Style.Plain;
        foreach (var segment in line)
        {
            if (text.Length > 0 && !segment.Style.Equals(style))
            {
                yield return (text.ToString(), style);
                text.Clear();
            }

            style = segment.Style;
            text.Append(segment.Text);
        }

        yield return (text.ToString(), style);
    }

    private static string Attributes(Style style)
    {
        var colour = style.Foreground == Color.Default ? Plain : Palette.GetValueOrDefault(style.Foreground) ?? $"#{style.Foreground.ToHex()}";
        var fill = colour == Plain ? "" : $" fill=\"{colour}\"";
        return style.Decoration.HasFlag(Decoration.Bold) ? fill + " font-weight=\"bold\"" : fill;
    }

    private static string Escape(string text) => WebUtility.HtmlEncode(text).Replace("&#183;", "·", StringComparison.Ordinal);
}

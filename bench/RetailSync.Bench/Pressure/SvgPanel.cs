using System.Globalization;
using System.Text;

namespace RetailSync.Bench.Pressure;

/// <summary>One panel of a plot over time: a frame, two axes with labels, and lines.</summary>
internal sealed class SvgPanel(string title, double top, double most)
{
    private const double Left = 64;
    private const double Width = 640;
    private const double Height = 130;

    private readonly StringBuilder _lines = new();
    private int _names;

    /// <summary>How far the panels are apart.</summary>
    public const double Pitch = 196;

    /// <summary>Adds a line; values above the frame are cut off at its edge.</summary>
    public SvgPanel Line(string style, string name, IEnumerable<(double At, double Value)> points)
    {
        var text = string.Join(' ', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{X(point.At):0.0},{Y(Math.Min(most, point.Value)):0.0}")));
        _lines.AppendLine(CultureInfo.InvariantCulture, $"  <polyline class=\"line {style}\" points=\"{text}\"/>");
        _lines.AppendLine(CultureInfo.InvariantCulture, $"  <line class=\"line {style}\" x1=\"{Left + 8 + (_names * 215)}\" x2=\"{Left + 28 + (_names * 215)}\" y1=\"{top - 10}\" y2=\"{top - 10}\"/>");
        _lines.AppendLine(CultureInfo.InvariantCulture, $"  <text class=\"label\" x=\"{Left + 34 + (_names * 215)}\" y=\"{top - 6}\">{name}</text>");
        _names++;
        return this;
    }

    /// <summary>The panel as SVG elements.</summary>
    public string Draw()
    {
        var svg = new StringBuilder();
        svg.AppendLine(CultureInfo.InvariantCulture, $"  <rect class=\"load\" x=\"{X(PressureTimes.BulkBegins):0.0}\" y=\"{top}\" width=\"{X(PressureTimes.BulkEnds) - X(PressureTimes.BulkBegins):0.0}\" height=\"{Height}\"/>");
        svg.AppendLine(CultureInfo.InvariantCulture, $"  <rect class=\"frame\" x=\"{Left}\" y=\"{top}\" width=\"{Width}\" height=\"{Height}\"/>");
        svg.AppendLine(CultureInfo.InvariantCulture, $"  <text class=\"title\" x=\"{Left}\" y=\"{top - 26}\">{title}</text>");
        for (var i = 0; i <= 4; i++)
        {
            var value = most * i / 4;
            svg.AppendLine(CultureInfo.InvariantCulture, $"  <line class=\"grid\" x1=\"{Left}\" x2=\"{Left + Width}\" y1=\"{Y(value):0.0}\" y2=\"{Y(value):0.0}\"/>");
            svg.AppendLine(CultureInfo.InvariantCulture, $"  <text class=\"label end\" x=\"{Left - 6}\" y=\"{Y(value) + 4:0.0}\">{value:0.##}</text>");
        }

        for (var second = 0; second <= PressureTimes.End; second += 2)
        {
            svg.AppendLine(CultureInfo.InvariantCulture, $"  <text class=\"label middle\" x=\"{X(second):0.0}\" y=\"{top + Height + 16}\">{second}</text>");
        }

        return svg.Append(_lines).ToString();
    }

    private static double X(double at) => Left + (Math.Clamp(at, 0, PressureTimes.End) / PressureTimes.End * Width);

    private double Y(double value) => top + Height - (value / most * Height);
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace RetailSync.Testing;

/// <summary>Reads metrics in Prometheus' text format.</summary>
public static partial class Metrics
{
    /// <summary>The sum of all samples of a metric that carry the given labels; 0 when there is none.</summary>
    public static double Sum(string text, string name, params (string Label, string Value)[] labels)
    {
        ArgumentNullException.ThrowIfNull(text);
        var sum = 0.0;
        foreach (Match sample in Sample().Matches(text))
        {
            var carried = Label().Matches(sample.Groups["labels"].Value).ToDictionary(label => label.Groups["name"].Value, label => label.Groups["value"].Value);
            if (sample.Groups["name"].Value == name && labels.All(label => carried.GetValueOrDefault(label.Label) == label.Value))
            {
                sum += double.Parse(sample.Groups["number"].Value, CultureInfo.InvariantCulture);
            }
        }

        return sum;
    }

    [GeneratedRegex(@"^(?<name>[a-zA-Z_:][\w:]*)(?:\{(?<labels>.*)\})?[ ]+(?<number>[-+.\w]+)", RegexOptions.Multiline)]
    private static partial Regex Sample();

    [GeneratedRegex("""(?<name>\w+)="(?<value>(?:[^"\\]|\\.)*)"(?:,|$)""")]
    private static partial Regex Label();
}

using System.Text.RegularExpressions;
using RetailSync.EndToEnd.Hosting;

namespace RetailSync.EndToEnd.Readme;

/// <summary>The README's block of commands to try by hand: what prepares them, and each curl line with what its remark promises.</summary>
internal static partial class ByHandBlock
{
    private static readonly string[] Block = Read();

    /// <summary>The lines that fetch the tokens.</summary>
    public static IReadOnlyList<string> Preparation { get; } = [.. Block.Where(line => line.StartsWith("TOKEN=", StringComparison.Ordinal) || line.StartsWith("GUEST=", StringComparison.Ordinal))];

    /// <summary>The requests.</summary>
    public static IReadOnlyList<string> Requests { get; } = [.. Block.Where(line => line.StartsWith("curl ", StringComparison.Ordinal))];

    /// <summary>The status that a line's remark promises; without one, 200.</summary>
    public static int StatusOf(string line) => Remark().Match(line) is { Success: true } remark && remark.Groups["status"].Success ? int.Parse(remark.Groups["status"].Value) : 200;

    /// <summary>The headers that a line's remark promises: "with A, B and C".</summary>
    public static IReadOnlyList<string> HeadersOf(string line) =>
        PromisedHeaders().Match(line) is { Success: true } promise ? promise.Groups["list"].Value.Split([", ", " and "], StringSplitOptions.None) : [];

    private static string[] Read()
    {
        var text = File.ReadAllText(Path.Combine(RepositoryFolder.Root, "README.md"));
        var start = text.IndexOf("```", text.IndexOf("By hand:", StringComparison.Ordinal), StringComparison.Ordinal);
        var first = text.IndexOf('\n', start) + 1;
        return text[first..text.IndexOf("```", first, StringComparison.Ordinal)].Split('\n');
    }

    [GeneratedRegex(@"\s#\s(?:(?<status>\d{3})\b)?")]
    private static partial Regex Remark();

    [GeneratedRegex(@"\s#\s\d{3} with (?<list>[A-Z][A-Za-z-]+(?:(?:, | and )[A-Z][A-Za-z-]+)*)$")]
    private static partial Regex PromisedHeaders();
}

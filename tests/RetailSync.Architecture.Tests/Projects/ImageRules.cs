using System.Text.RegularExpressions;
using RetailSync.Architecture.Reading;

namespace RetailSync.Architecture.Projects;

/// <summary>That the image can be built from what is here, and runs as it should.</summary>
internal static partial class ImageRules
{
    /// <summary>Paths that are copied or published and are not there, or do not reach the builder.</summary>
    public static IEnumerable<string> MissingPaths(TextFile dockerfile, TextFile ignored, Func<string, bool> exists)
    {
        var reaching = ignored.Lines.Where(line => line.StartsWith('!')).Select(line => line[1..]).ToHashSet(StringComparer.Ordinal);
        foreach (var path in Copied(dockerfile).Concat(Published(dockerfile)))
        {
            if (!exists(path))
            {
                yield return $"{dockerfile.Path}: '{path}' does not exist.";
            }

            if (!reaching.Contains(path.Split('/')[0]))
            {
                yield return $"{ignored.Path}: '{path}' does not reach the builder.";
            }
        }
    }

    /// <summary>Folders of projects that the program is built from and that are not copied.</summary>
    public static IEnumerable<string> NotCopied(TextFile dockerfile, IEnumerable<string> projects)
    {
        var copied = Copied(dockerfile).ToList();
        return projects.Where(project => !copied.Exists(path => path.Length > 0 && project.StartsWith(path + "/", StringComparison.Ordinal)))
            .Select(project => $"{dockerfile.Path}: '{project}' is not copied to the builder.");
    }

    /// <summary>The lines that make it stop properly and run without rights, where they are missing.</summary>
    public static IEnumerable<string> Looseness(TextFile dockerfile) =>
        new[] { "STOPSIGNAL SIGTERM", "USER $APP_UID", "ENTRYPOINT [\"dotnet\"," }
            .Where(line => !dockerfile.Lines.Any(own => own.StartsWith(line, StringComparison.Ordinal)))
            .Select(line => $"{dockerfile.Path}: there is no line '{line}'.");

    private static IEnumerable<string> Copied(TextFile dockerfile) => dockerfile.Lines
        .Where(line => line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from=", StringComparison.Ordinal))
        .SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..^1])
        .Select(path => path.TrimEnd('/'));

    private static IEnumerable<string> Published(TextFile dockerfile) => Publish().Matches(dockerfile.Text).Select(match => match.Groups["project"].Value);

    [GeneratedRegex(@"dotnet publish (?<project>\S+)")]
    private static partial Regex Publish();
}

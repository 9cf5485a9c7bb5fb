using System.Text.RegularExpressions;
using RetailSync.Architecture.Projects;
using RetailSync.Architecture.Reading;

namespace RetailSync.Architecture.Plugins;

/// <summary>That every plugin is as the others are: a manifest, a README, a conformance class, and nothing of ours but the abstractions.</summary>
internal static partial class PluginRules
{
    public const string Folder = "plugins/";

    private const string Prefix = "RetailSync.Plugins.";

    /// <summary>What a plugin's folder lacks.</summary>
    public static IEnumerable<string> Incomplete(IEnumerable<Project> projects, Func<string, bool> exists, IEnumerable<TextFile> tests)
    {
        var classes = tests.SelectMany(file => Conformance().Matches(CSharpText.Parse(file.Text).Code)).Select(found => found.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
        foreach (var project in projects.Where(project => project.Path.StartsWith(Folder, StringComparison.Ordinal)))
        {
            var folder = project.Path[..project.Path.LastIndexOf('/')];
            foreach (var file in new[] { "plugin.json", "README.md" }.Where(file => !exists($"{folder}/{file}")))
            {
                yield return $"{folder}: {file} is missing.";
            }

            if (!project.Name.StartsWith(Prefix, StringComparison.Ordinal))
            {
                yield return $"{project.Path}: a plugin's project is named {Prefix}<Name>.";
            }
            else if (!classes.Contains($"{project.Name[Prefix.Length..]}Conformance"))
            {
                var name = project.Name[Prefix.Length..];
                yield return $"{folder}: has no conformance class. Add: public sealed class {name}Conformance : PluginConformance<{name}Fixture>;";
            }
        }
    }

    [GeneratedRegex(@"\bclass\s+(?<name>\w+)[^:{;]*:\s*(?:[\w.]+\.)?PluginConformance<")]
    private static partial Regex Conformance();
}

using System.Text.RegularExpressions;
using RetailSync.Architecture.Reading;

namespace RetailSync.Architecture.Policies;

/// <summary>That policies stand beside each other and do not know each other, and that each is tested as the others are.</summary>
internal static partial class PolicyRules
{
    public const string Folder = "policies/RetailSync.Policies/";

    /// <summary>Mentions of one policy's namespace or types in another policy's folder.</summary>
    /// <remarks>A folder is a policy's when it holds a file named *Policy.cs; what stands in other folders is shared.</remarks>
    public static IEnumerable<string> Mentions(IEnumerable<TextFile> sources)
    {
        var folders = sources
            .Where(file => file.Path.StartsWith(Folder, StringComparison.Ordinal) && file.Path[Folder.Length..].Contains('/'))
            .GroupBy(file => file.Path[Folder.Length..].Split('/')[0])
            .ToDictionary(group => group.Key, group => group.Select(file => (File: file, CSharpText.Parse(file.Text).Code)).ToList());
        var policies = folders.Where(folder => folder.Value.Any(source => source.File.Name.EndsWith("Policy.cs", StringComparison.Ordinal))).ToList();

        return from other in policies
               let types = other.Value.SelectMany(source => Declaration().Matches(source.Code).Select(found => found.Groups["name"].Value)).ToHashSet()
               from folder in policies
               where folder.Key != other.Key
               from source in folder.Value
               from Match word in Word().Matches(source.Code)
               let first = word.Value.Split('.')[0]
               where (types.Contains(first) && !DeclaredIn(folder.Value, first)) || $"{word.Value}.".Contains($"Policies.{other.Key}.", StringComparison.Ordinal)
               select source.File.At(word.Index, $"policy {folder.Key} names '{word.Value}' of policy {other.Key}. Policies never name each other.");
    }

    /// <summary>Built-in policies without a conformance class.</summary>
    public static IEnumerable<string> WithoutConformance(IEnumerable<BuiltIn> policies, IEnumerable<TextFile> tests)
    {
        var classes = tests.SelectMany(file => Conformance().Matches(CSharpText.Parse(file.Text).Code)).Select(found => found.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
        return from policy in policies
               let byId = string.Concat(policy.Id.Split('-').Select(part => char.ToUpperInvariant(part[0]) + part[1..])) + "Conformance"
               let byType = (policy.Type.EndsWith("Policy", StringComparison.Ordinal) ? policy.Type[..^"Policy".Length] : policy.Type) + "Conformance"
               where !classes.Contains(byId) && !classes.Contains(byType)
               select $"'{policy.Id}' has no conformance class. Add: public sealed class {byType} : PolicyConformance<{byType.Replace("Conformance", "Fixture", StringComparison.Ordinal)}>;";
    }

    private static bool DeclaredIn(IEnumerable<(TextFile File, string Code)> folder, string name) =>
        folder.Any(source => Declaration().Matches(source.Code).Any(found => found.Groups["name"].Value == name));

    [GeneratedRegex(@"\b(?:class|struct|interface|enum|record)\s+(?<name>[A-Z]\w*)")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"(?<![\w.])[A-Za-z_]\w*(?:\.\w+)*")]
    private static partial Regex Word();

    [GeneratedRegex(@"\bclass\s+(?<name>\w+)[^:{;]*:\s*(?:[\w.]+\.)?PolicyConformance<")]
    private static partial Regex Conformance();
}

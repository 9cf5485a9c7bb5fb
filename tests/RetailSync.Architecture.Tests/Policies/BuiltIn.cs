using System.Text.RegularExpressions;
using RetailSync.Architecture.Reading;

namespace RetailSync.Architecture.Policies;

/// <summary>A line of the table of built-in policies: the id that users type and the policy's type.</summary>
internal sealed partial record BuiltIn(string Id, string Type)
{
    /// <summary>Reads the table.</summary>
    public static IReadOnlyList<BuiltIn> Parse(TextFile table) =>
        [.. from Match line in Registration().Matches(table.Text) select new BuiltIn(line.Groups["id"].Value, line.Groups["type"].Value)];

    /// <summary>Reads the table of this repository; fails when it is missing or empty.</summary>
    public static IReadOnlyList<BuiltIn> All()
    {
        var policies = Parse(Repository.File("policies/RetailSync.Policies/BuiltInPolicies.cs"));
        Assert.True(policies.Count > 0, "BuiltInPolicies.cs registers no policy with AddPolicy<TPolicy, TOptions, TValidator>(\"id\", ...).");
        return policies;
    }

    [GeneratedRegex(@"\bAddPolicy<\s*(?<type>\w+)[^>]*>\s*\(\s*(?:new\s+PolicyDescriptor\s*\(|new\s*\()?\s*""(?<id>[^""]+)""")]
    private static partial Regex Registration();
}

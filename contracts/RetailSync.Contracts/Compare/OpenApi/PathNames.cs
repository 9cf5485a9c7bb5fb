using System.Text.RegularExpressions;

namespace RetailSync.Contracts.Compare.OpenApi;

/// <summary>Names of parameters in path templates.</summary>
internal static partial class PathNames
{
    /// <summary>The names in a path, in order.</summary>
    public static IReadOnlyList<string> Of(string path) => [.. Name().Matches(path).Select(match => match.Groups[1].Value)];

    /// <summary>A path without the names.</summary>
    public static string Without(string path) => Name().Replace(path, "{}");

    [GeneratedRegex(@"\{([^}]*)\}")]
    private static partial Regex Name();
}

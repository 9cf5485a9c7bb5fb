using System.Globalization;
using System.Text.RegularExpressions;

namespace RetailSync.Contracts;

/// <summary>What a contract file's name says: <c>crm/customers.v1.openapi.yaml</c>, <c>crm/customer-events.v1.asyncapi.yaml</c>. Immutable.</summary>
/// <param name="RelativePath">The path below the contracts' folder, with forward slashes.</param>
/// <param name="System">The system, <c>crm</c>.</param>
/// <param name="Name">The contract's name, <c>customers</c>.</param>
/// <param name="Major">The major version, 1 to 999.</param>
internal sealed partial record ContractFileName(string RelativePath, string System, string Name, int Major)
{
    public string Id => $"{System}/{Name}@{Major}";

    public string MajorText => Major.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads the path of a file below the contracts' folder; false when it is no good name for a contract.</summary>
    public static bool TryParse(string relativePath, out ContractFileName name)
    {
        var match = Pattern().Match(relativePath);
        name = match.Success
            ? new ContractFileName(
                relativePath,
                match.Groups["system"].Value,
                match.Groups["name"].Value,
                int.Parse(match.Groups["major"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture))
            : null!;
        return match.Success;
    }

    [GeneratedRegex(@"^(?<system>[a-z][a-z0-9-]*)/(?<name>[a-z][a-z0-9-]*)\.v(?<major>[1-9][0-9]{0,2})\.(openapi|asyncapi)\.(yaml|yml|json)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace RetailSync.Contracts.Compare.Events;

/// <summary>Names of event types that end in their major version, such as <c>oms.order.placed.v1</c>.</summary>
internal static partial class EventType
{
    /// <summary>What an incompatible change is published as: the same name with the next major version.</summary>
    public static string Next(string name)
    {
        var match = Version().Match(name);
        return match.Success && int.TryParse(match.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var major) && major < int.MaxValue
            ? string.Create(CultureInfo.InvariantCulture, $"{name[..match.Index]}{major + 1}")
            : $"{name}.v2";
    }

    [GeneratedRegex(@"(?<=[.\-_/]v)\d+$", RegexOptions.IgnoreCase)]
    private static partial Regex Version();
}

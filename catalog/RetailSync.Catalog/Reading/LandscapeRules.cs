using System.Text.RegularExpressions;

namespace RetailSync.Catalog;

/// <summary>What names, scopes and references may look like.</summary>
internal static partial class LandscapeRules
{
    /// <summary>First segments of the gateway's own endpoints: no system and no base path may take them.</summary>
    public static readonly string[] Reserved = ["catalog", "events", "operations", "subscriptions", "propagation", "broker", "problems", "requests", "_gateway"];

    /// <summary>Whether it is kebab-case: lower case letters, digits and single hyphens, a letter first, at most 64 characters.</summary>
    public static bool IsKebab(string text) => text.Length <= 64 && Kebab().IsMatch(text);

    /// <summary>Whether the gateway's own endpoints have this name.</summary>
    public static bool IsReserved(string segment) => Reserved.Contains(segment, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether OAuth accepts it as one scope (RFC 6749, section 3.3): visible ASCII without a quote or backslash.</summary>
    public static bool IsScope(string text) => text.Length <= 200 && Scope().IsMatch(text);

    /// <summary>Whether it is 64 hexadecimal digits.</summary>
    public static bool IsSha256(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigit);

    /// <summary>A name in a certificate, as it is looked up: <c>dns:</c> and a host name in lower case, or <c>uri:</c> and an absolute address; null when it is neither.</summary>
    public static string? Certificate(string text) => text switch
    {
        _ when text.StartsWith("dns:", StringComparison.Ordinal) && text.Length <= 257 && HostName().IsMatch(text.AsSpan(4)) => text.ToLowerInvariant(),
        _ when text.StartsWith("uri:", StringComparison.Ordinal) && text.Length <= 2_052 && AbsoluteUri().IsMatch(text.AsSpan(4)) => text,
        _ => null,
    };

    /// <summary>Whether it may name a header or a query parameter (RFC 9110, section 5.6.2).</summary>
    public static bool IsToken(string text) => Token().IsMatch(text);

    /// <summary>Splits <c>system/name@major</c>; false when it is something else.</summary>
    public static bool TryReadContractId(string text, out int major)
    {
        var match = ContractId().Match(text);
        major = match.Success ? int.Parse(match.Groups["major"].ValueSpan, null) : 0;
        return match.Success;
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9]*(-[a-z0-9]+)*\z")]
    private static partial Regex Kebab();

    [GeneratedRegex(@"\A[\x21\x23-\x5B\x5D-\x7E]+\z")]
    private static partial Regex Scope();

    [GeneratedRegex(@"\A[A-Za-z0-9!#$%&'*+.^_`|~-]+\z")]
    private static partial Regex Token();

    [GeneratedRegex(@"\A[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*\z")]
    private static partial Regex HostName();

    [GeneratedRegex(@"\A[a-z][a-z0-9+.-]*:[\x21\x23-\x5B\x5D-\x7E]+\z")]
    private static partial Regex AbsoluteUri();

    [GeneratedRegex(@"\A[a-z][a-z0-9-]*/[a-z][a-z0-9-]*@(?<major>[1-9][0-9]{0,2})\z")]
    private static partial Regex ContractId();
}

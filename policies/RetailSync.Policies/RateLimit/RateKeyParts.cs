using System.Buffers;

namespace RetailSync.Policies.RateLimit;

/// <summary>What a limit can be counted apart by, as settings spell it.</summary>
internal static class RateKeyParts
{
    public const string Consumer = "consumer";
    public const string Api = "api";
    public const string Operation = "operation";
    public const string Address = "address";

    /// <summary>What comes before a header's name: <c>header:X-Store-Id</c>.</summary>
    public const string HeaderPrefix = "header:";

    public static readonly IReadOnlyList<string> All = [Consumer, Api, Operation, Address];

    public static readonly string Known = string.Join(", ", All) + ", header:<name>";

    // What the front door removes is never there, and a credential does not belong in a key: it is what the consumer is known by.
    private static readonly string[] NeverThere = ["Forwarded", "X-Real-IP", "X-Original-URL", "X-Original-Host", "X-Rewrite-URL", "X-Request-Id", "Proxy", "Proxy-Status"];
    private static readonly string[] NeverTherePrefixes = ["X-Forwarded-", "X-Consumer-", "X-User-"];
    private static readonly string[] Credentials = ["Authorization", "Proxy-Authorization", "Cookie", "X-Api-Key"];
    private static readonly SearchValues<char> Token = SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>The header that a part names; null when it names none.</summary>
    public static string? HeaderOf(string part) => part.StartsWith(HeaderPrefix, StringComparison.Ordinal) ? part[HeaderPrefix.Length..] : null;

    /// <summary>What is wrong with a part; null when nothing is.</summary>
    public static string? FaultOf(string part)
    {
        if (HeaderOf(part) is not { } name)
        {
            return All.Contains(part) ? null : $"'{part}' is not a part of a key. Known: {Known}.";
        }

        if (name.Length is 0 or > 64 || name.AsSpan().ContainsAnyExcept(Token))
        {
            return $"'{part}' names no header. Expected: header:X-Store-Id, up to 64 characters.";
        }

        if (Credentials.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            return $"'{part}' is a credential. The caller that it stands for is the part 'consumer'.";
        }

        return NeverThere.Contains(name, StringComparer.OrdinalIgnoreCase) || NeverTherePrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            ? $"'{part}' never reaches a policy: the front door removes this header. The caller's network is the part 'address'."
            : null;
    }
}

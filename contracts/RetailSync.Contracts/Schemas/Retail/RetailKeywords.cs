using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Schemas.Retail;

/// <summary>The keywords of our own that schemas may have. Those that begin with <c>x-retailsync-</c> and are none of these are faults: a misspelt one would change nothing, silently.</summary>
internal static class RetailKeywords
{
    /// <summary>The system that alone may author the value.</summary>
    public const string Owner = "x-retailsync-owner";

    /// <summary>A total and its parts.</summary>
    public const string Sum = "x-retailsync-sum";

    /// <summary>An amount and its currency.</summary>
    public const string Money = "x-retailsync-money";

    /// <summary>How personal a value is.</summary>
    public const string DataClass = "x-data-class";

    private const string Prefix = "x-retailsync-";

    /// <summary>Whether a key forbids values, so that it has to be heard beside a reference.</summary>
    public static bool IsRule(string key) => key is Sum or Money;

    /// <summary>The keys that look like ours and mean nothing in a schema.</summary>
    public static IEnumerable<SourceMember> UnknownOf(SourceNode schema) =>
        schema.Members.Where(member => member.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && member.Key is not (Owner or Sum or Money));

    /// <summary>The keys of ours that a schema has.</summary>
    public static IEnumerable<SourceMember> Of(SourceNode schema) => schema.Members.Where(member => member.Key is Owner or Sum or Money);
}

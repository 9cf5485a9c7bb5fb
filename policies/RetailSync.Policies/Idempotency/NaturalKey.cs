using RetailSync.Gateway;
using RetailSync.Policies.Judging;
using RetailSync.Policies.Replays;

namespace RetailSync.Policies.Idempotency;

/// <summary>The key that one operation's requests have by nature, made of parts of the request. Immutable; safe to use from many threads.</summary>
internal sealed class NaturalKey
{
    private readonly (string? Header, Operation? Place)[] _sources;

    /// <param name="operation">The operation.</param>
    /// <param name="sources">Where its parts stand.</param>
    public NaturalKey(Operation operation, IEnumerable<string> sources)
    {
        // What finds the key of an event finds the parts of this one.
        _sources = [.. sources.Select(source => source.StartsWith("header:", StringComparison.Ordinal)
            ? (source["header:".Length..], (Operation?)null)
            : (null, operation with { Event = new EventDeclaration("part.part", source, "none") }))];
        ReadsBody = sources.Any(source => source.StartsWith("request:", StringComparison.Ordinal));
    }

    /// <summary>Whether a part stands in the body.</summary>
    public bool ReadsBody { get; }

    /// <summary>Whether a text names a place.</summary>
    public static bool IsSource(string source) =>
        source.StartsWith("request:/", StringComparison.Ordinal)
        || (source.StartsWith("path:", StringComparison.Ordinal) && source.Length > "path:".Length)
        || (source.StartsWith("header:", StringComparison.Ordinal) && source.Length > "header:".Length);

    /// <summary>The parts; null when one is missing. Where <see cref="ReadsBody"/>, the body has been read.</summary>
    public string[]? Find(Exchange exchange, int maxBytes)
    {
        using var body = PlainBody.Of(ReadsBody ? exchange.RequestBody : default, ReadsBody ? exchange.Context.Request.Headers.ContentEncoding : default(string), maxBytes);
        var parts = new string[_sources.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            var (header, place) = _sources[i];
            var value = header is null
                ? EntityKey.Find(place!, Targets.BelowVersion(exchange), body.Bytes, default)
                : exchange.Context.Request.Headers[header] is [{ Length: > 0 and <= EntityKey.MaxLength } only] ? only : null;
            if (value is null)
            {
                return null;
            }

            parts[i] = value;
        }

        return parts;
    }
}

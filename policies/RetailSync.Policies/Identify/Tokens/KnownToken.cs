using System.Collections.Frozen;
using RetailSync.Gateway;

namespace RetailSync.Policies.Identify;

/// <summary>What a validated token says. The token itself is not kept. Safe to use from many threads.</summary>
internal sealed class KnownToken(string subject, FrozenSet<string> scopes, FrozenSet<string> roles, string? team, string? boundTo, DateTimeOffset until)
{
    private Caller? _caller;

    /// <summary>The claim value that names the consumer.</summary>
    public string Subject => subject;

    /// <summary>The SHA-256 of the client certificate without which it must not be accepted; null when it is bound to none.</summary>
    public string? BoundTo => boundTo;

    /// <summary>Until when the token need not be validated again: never later than it expires.</summary>
    public DateTimeOffset Until => until;

    /// <summary>The caller, as the landscape of this moment knows it; null when it knows no such consumer (any more).</summary>
    public Caller? CallerIn(IConsumerDirectory consumers)
    {
        var consumer = consumers.FindBySubject(subject);
        if (consumer is null)
        {
            return null;
        }

        // The same consumer object means the same grants, so the intersection made for it still holds.
        var known = Volatile.Read(ref _caller);
        if (known is not null && ReferenceEquals(known.Consumer, consumer))
        {
            return known;
        }

        var caller = new Caller
        {
            Consumer = consumer,
            Scopes = consumer.Scopes.Where(scopes.Contains).ToFrozenSet(StringComparer.Ordinal),
            Scheme = SchemeNames.Jwt,
            Team = team ?? consumer.Owner,
            Roles = roles,
        };
        Volatile.Write(ref _caller, caller);
        return caller;
    }
}

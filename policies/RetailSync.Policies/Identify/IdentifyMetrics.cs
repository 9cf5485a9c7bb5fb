using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace RetailSync.Policies.Identify;

/// <summary>What identify counts.</summary>
internal sealed class IdentifyMetrics
{
    private readonly Counter<long> _lookups;
    private readonly Counter<long> _fetches;
    private readonly Counter<long> _certificates;

    public IdentifyMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("RetailSync.Policies");
        _lookups = meter.CreateCounter<long>("retailsync.identity.token_lookups", "{token}", "Bearer tokens by where they were found: on the connection, in the cache, or not (miss).");
        _fetches = meter.CreateCounter<long>("retailsync.identity.key_fetches", "{fetch}", "Fetches of identity providers' keys, by provider, cause and outcome.");
        _certificates = meter.CreateCounter<long>("retailsync.identity.certificates", "{request}", "Requests that came with a client certificate, by what it did for them.");
    }

    public void TokenLookedUp(TokenLookup lookup) => _lookups.Add(1, new KeyValuePair<string, object?>("result", lookup switch
    {
        TokenLookup.Connection => "connection",
        TokenLookup.Cache => "cache",
        TokenLookup.Miss => "miss",
        _ => throw new UnreachableException($"Lookup {lookup} has no label."),
    }));

    public void CertificateShown(CertificateUse use) => _certificates.Add(1, new KeyValuePair<string, object?>("result", use switch
    {
        CertificateUse.Identified => "identified",
        CertificateUse.Confirmed => "confirmed",
        CertificateUse.OtherConsumer => "other-consumer",
        CertificateUse.Unknown => "unknown",
        CertificateUse.Bad => "bad",
        _ => throw new UnreachableException($"Use {use} has no label."),
    }));

    public void KeysFetched(string provider, KeyFetch cause, bool succeeded) => _fetches.Add(
        1,
        new KeyValuePair<string, object?>("provider", provider),
        new KeyValuePair<string, object?>("cause", cause switch
        {
            KeyFetch.Start => "start",
            KeyFetch.Scheduled => "scheduled",
            KeyFetch.UnknownKey => "unknown-key",
            _ => throw new UnreachableException($"Cause {cause} has no label."),
        }),
        new KeyValuePair<string, object?>("outcome", succeeded ? "succeeded" : "failed"));
}

using System.Runtime.CompilerServices;
using RetailSync.Gateway;

namespace RetailSync.Policies.Identify;

/// <summary>The callers that API keys and certificates stand for: made once per consumer object, gone with it. Safe to call from many threads.</summary>
internal sealed class ConsumerCallers
{
    private readonly ConditionalWeakTable<Consumer, Caller> _byKey = [];
    private readonly ConditionalWeakTable<Consumer, Caller> _byCertificate = [];

    public Caller ByKey(Consumer consumer) => _byKey.GetValue(consumer, static known => CallerOf(known, SchemeNames.ApiKey));

    public Caller ByCertificate(Consumer consumer) => _byCertificate.GetValue(consumer, static known => CallerOf(known, SchemeNames.Mtls));

    private static Caller CallerOf(Consumer consumer, string scheme) => new() { Consumer = consumer, Scopes = consumer.Scopes, Scheme = scheme, Team = consumer.Owner };
}

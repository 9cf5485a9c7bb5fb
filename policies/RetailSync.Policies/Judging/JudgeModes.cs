using System.Collections.Frozen;
using RetailSync.Gateway;

namespace RetailSync.Policies.Judging;

/// <summary>Which mode holds for a consumer: its own, or else the route's. Immutable.</summary>
internal sealed class JudgeModes(JudgeMode mode, IEnumerable<KeyValuePair<string, JudgeMode>> consumers)
{
    private readonly FrozenDictionary<string, JudgeMode> _consumers = consumers.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The mode for the exchange's caller under a rule, which can only make it milder.</summary>
    public JudgeMode Of(Exchange exchange, JudgeMode rule)
    {
        var own = _consumers.Count > 0 && exchange.Caller is { } caller && _consumers.TryGetValue(caller.Consumer.Id, out var stated) ? stated : mode;
        return own < rule ? own : rule;
    }
}

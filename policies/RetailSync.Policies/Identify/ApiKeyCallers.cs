using System.Runtime.CompilerServices;
using RetailSync.Gateway;

namespace RetailSync.Policies.Identify;

/// <summary>The caller that an API key stands for: made once per consumer object, gone with it. Safe to call from many threads.</summary>
internal sealed class ApiKeyCallers
{
    private readonly ConditionalWeakTable<Consumer, Caller> _callers = [];

    public Caller CallerOf(Consumer consumer) => _callers.GetValue(consumer, static known =>
        new Caller { Consumer = known, Scopes = known.Scopes, Scheme = SchemeNames.ApiKey, Team = known.Owner });
}

using System.Collections.Frozen;
using System.Globalization;
using RetailSync.Gateway;

namespace RetailSync.Policies.RateLimit;

/// <summary>Admits a request when every window of its key has room, tells what is left, and refuses with 429 otherwise.</summary>
internal sealed class RateLimitPolicy : IRequestPolicy
{
    private readonly RateLimitOptions _options;
    private readonly IRateStore _store;
    private readonly RateLimitMetrics _metrics;
    private readonly RateWindows _windows;
    private readonly RateKeyMaker _keys;
    private readonly FrozenDictionary<string, int>? _costs;

    public RateLimitPolicy(RateLimitOptions options, RouteFacts route, IRateStore store, RateLimitMetrics metrics)
    {
        _options = options;
        _store = store;
        _metrics = metrics;
        _windows = new RateWindows(options.Windows, options.LeaseFrom);
        _keys = new RateKeyMaker(options.EffectiveKey, _windows.PolicyHeader, route);
        _costs = options.Costs.Count == 0 ? null : options.Costs.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    /// <inheritdoc/>
    public ValueTask<Verdict> OnRequestAsync(Exchange exchange)
    {
        var taken = _store.TakeAsync(_keys.KeyOf(exchange), _windows, CostOf(exchange), _options.CountDenied, exchange.Context.RequestAborted);
        return taken.IsCompletedSuccessfully ? new(Decide(exchange, taken.Result)) : DecideAsync(exchange, taken);
    }

    private int CostOf(Exchange exchange) =>
        _costs is not null && exchange.Operation is { } operation && _costs.TryGetValue(operation.Id, out var cost) ? cost : _options.Cost;

    private async ValueTask<Verdict> DecideAsync(Exchange exchange, ValueTask<RateDecision> taken) => Decide(exchange, await taken);

    private Verdict Decide(Exchange exchange, in RateDecision decision)
    {
        if (_options.Shadow)
        {
            if (decision.IsAdmitted)
            {
                _metrics.Admitted();
            }
            else
            {
                _metrics.Shadowed();
            }

            return Verdict.GoOn;
        }

        Tell(exchange, decision);
        if (decision.IsAdmitted)
        {
            _metrics.Admitted();
            return Verdict.GoOn;
        }

        _metrics.Denied();
        return Verdict.Refuse(Refusal(decision));
    }

    private void Tell(Exchange exchange, in RateDecision decision)
    {
        var headers = exchange.ResponseHeaders;
        var left = string.Create(CultureInfo.InvariantCulture, $"{_windows.Quoted[decision.Window]};r={decision.Remaining};t={decision.ResetSeconds}");
        headers.Set("RateLimit-Policy", _windows.PolicyHeader);
        headers.Set("RateLimit", left);
        exchange.Explanation?.Note("rate-limit", left);
        if (_options.LegacyHeaders)
        {
            headers.Set("X-RateLimit-Limit", _windows.Limits[decision.Window].ToString(CultureInfo.InvariantCulture));
            headers.Set("X-RateLimit-Remaining", decision.Remaining.ToString(CultureInfo.InvariantCulture));
            headers.Set("X-RateLimit-Reset", decision.ResetSeconds.ToString(CultureInfo.InvariantCulture));
        }
    }

    private Problem Refusal(RateDecision decision)
    {
        var violated = _windows.Names.Where((_, i) => (decision.Violated & (1 << i)) != 0).ToArray();

        // Up to a tenth later, so that callers who were refused together do not all come back in the same second. Never earlier.
        var wait = decision.WaitSeconds + Random.Shared.Next((decision.WaitSeconds / 10) + 1);
        return new Problem(ProblemTypes.QuotaExceeded, $"Used up: {string.Join(", ", violated)}.")
        {
            Extensions = [KeyValuePair.Create<string, object>("violated-policies", violated)],
            Reason = $"Windows {_windows.PolicyHeader}; the caller can go on in {decision.WaitSeconds} seconds.",
        }.With("Retry-After", wait.ToString(CultureInfo.InvariantCulture));
    }
}

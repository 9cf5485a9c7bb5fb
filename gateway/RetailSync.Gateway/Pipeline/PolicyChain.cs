using System.Diagnostics;

namespace RetailSync.Gateway.Pipeline;

/// <summary>A route's policies, in the order in which they run. Immutable; safe to use from many threads.</summary>
internal sealed class PolicyChain
{
    private readonly (string Id, IRequestPolicy Policy)[] _identify;
    private readonly (string Id, IRequestPolicy Policy)[] _request;
    private readonly (string Id, IResponsePolicy Policy)[] _response;
    private readonly (string Id, IResponsePolicy Policy)[] _observe;

    public PolicyChain(IEnumerable<(PolicyDescriptor Descriptor, IGatewayPolicy Policy)> policies)
    {
        var all = policies.ToList();
        var request = all.Where(p => p.Descriptor.Request is not null).OrderBy(p => p.Descriptor.Request).ThenBy(p => p.Descriptor.Id, StringComparer.Ordinal).ToList();
        var response = all.Where(p => p.Descriptor.Response is not null).OrderBy(p => p.Descriptor.Response).ThenBy(p => p.Descriptor.Id, StringComparer.Ordinal).ToList();
        _identify = [.. request.Where(p => p.Descriptor.Request == RequestStage.Identify).Select(p => (p.Descriptor.Id, (IRequestPolicy)p.Policy))];
        _request = [.. request.Where(p => p.Descriptor.Request != RequestStage.Identify).Select(p => (p.Descriptor.Id, (IRequestPolicy)p.Policy))];
        _response = [.. response.Where(p => p.Descriptor.Response != ResponseStage.Observe).Select(p => (p.Descriptor.Id, (IResponsePolicy)p.Policy))];
        _observe = [.. response.Where(p => p.Descriptor.Response == ResponseStage.Observe).Select(p => (p.Descriptor.Id, (IResponsePolicy)p.Policy))];
        Ids = [.. request.Concat(all.Where(p => p.Descriptor is { Request: null, Response: null })).Concat(response).Select(p => p.Descriptor.Id).Distinct()];
        MaxRequestBytes = all.Select(p => (p.Policy as IReadsRequestBody)?.MaxRequestBytes ?? 0).DefaultIfEmpty(0).Max();
    }

    /// <summary>The policies' ids in the order in which they first run.</summary>
    public IReadOnlyList<string> Ids { get; }

    /// <summary>The longest body that any policy reads; 0 when none does and bodies stream.</summary>
    public int MaxRequestBytes { get; }

    /// <summary>Whether any policy has a response side before the answer leaves.</summary>
    public bool HasResponseSide => _response.Length > 0;

    /// <summary>Whether any policy observes after the answer has left.</summary>
    public bool HasObservers => _observe.Length > 0;

    /// <summary>Establishes who calls. Null: go on.</summary>
    public ValueTask<Problem?> IdentifyAsync(ActiveExchange exchange) => RunAsync(_identify, 0, exchange);

    /// <summary>Lets the policies after identification set the headers that belong on a refusal which came before their turn.</summary>
    public void Tell(ActiveExchange exchange) => Tell(_request, exchange);

    /// <summary>Runs the request side after identify. Null: go on.</summary>
    public ValueTask<Problem?> RequestAsync(ActiveExchange exchange) => RunAsync(_request, 0, exchange);

    /// <summary>Runs the response side before anything is sent. Null: go on.</summary>
    public async ValueTask<Problem?> ResponseAsync(ActiveExchange exchange)
    {
        foreach (var (id, policy) in _response)
        {
            var started = exchange.Explanation is null ? 0 : Stopwatch.GetTimestamp();
            var verdict = await policy.OnResponseAsync(exchange);
            Explain(exchange, id, started, verdict);
            if (verdict.IsRefused)
            {
                exchange.RefusedBy = id;
                return verdict.Refusal;
            }
        }

        return null;
    }

    /// <summary>Runs the observers. The answer has left.</summary>
    public async ValueTask ObserveAsync(ActiveExchange exchange)
    {
        foreach (var (_, policy) in _observe)
        {
            await policy.OnResponseAsync(exchange);
        }
    }

    // Policies nearly always complete at once, and then no state machine is made: only a policy that waits costs one.
    private static ValueTask<Problem?> RunAsync((string Id, IRequestPolicy Policy)[] policies, int index, ActiveExchange exchange)
    {
        for (; index < policies.Length; index++)
        {
            var (id, policy) = policies[index];
            var started = exchange.Explanation is null ? 0 : Stopwatch.GetTimestamp();
            var pending = policy.OnRequestAsync(exchange);
            if (!pending.IsCompletedSuccessfully)
            {
                return AwaitedAsync(policies, index, exchange, pending, started);
            }

            var verdict = pending.GetAwaiter().GetResult();
            Explain(exchange, id, started, verdict);
            if (verdict.IsRefused)
            {
                Refused(policies, index, exchange);
                return new ValueTask<Problem?>(verdict.Refusal);
            }
        }

        return default;
    }

    private static async ValueTask<Problem?> AwaitedAsync(
        (string Id, IRequestPolicy Policy)[] policies, int index, ActiveExchange exchange, ValueTask<Verdict> pending, long started)
    {
        var verdict = await pending;
        Explain(exchange, policies[index].Id, started, verdict);
        if (verdict.IsRefused)
        {
            Refused(policies, index, exchange);
            return verdict.Refusal;
        }

        return await RunAsync(policies, index + 1, exchange);
    }

    private static void Refused((string Id, IRequestPolicy Policy)[] policies, int index, ActiveExchange exchange)
    {
        exchange.RefusedBy = policies[index].Id;
        Tell(policies.AsSpan(index + 1), exchange);
    }

    private static void Tell(ReadOnlySpan<(string Id, IRequestPolicy Policy)> policies, ActiveExchange exchange)
    {
        foreach (var (_, policy) in policies)
        {
            (policy as ITellsOnRefusal)?.Tell(exchange);
        }
    }

    private static void Explain(ActiveExchange exchange, string id, long started, Verdict verdict) =>
        exchange.Explanation?.Add(
            id,
            verdict.Refusal is { } refusal ? $"refused: {refusal.Type.Id}" : "went on",
            Stopwatch.GetElapsedTime(started).TotalMicroseconds);
}

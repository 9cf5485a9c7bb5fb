using System.Diagnostics;

namespace RetailSync.Gateway.Pipeline;

/// <summary>A route's policies, in the order in which they run. Immutable; safe to use from many threads.</summary>
internal sealed class PolicyChain
{
    private readonly Step[] _identify;
    private readonly Step[] _request;
    private readonly ResponseSide _response;
    private readonly (string Id, IResponsePolicy Policy)[] _observe;
    private readonly IReadsRequestBody[] _readers;
    private readonly int _firstReader;

    public PolicyChain(IEnumerable<(PolicyDescriptor Descriptor, IGatewayPolicy Policy)> policies)
    {
        var all = policies.ToList();
        var request = all.Where(p => p.Descriptor.Request is not null).OrderBy(p => p.Descriptor.Request).ThenBy(p => p.Descriptor.Id, StringComparer.Ordinal).ToList();
        var response = all.Where(p => p.Descriptor.Response is not null).OrderBy(p => p.Descriptor.Response).ThenBy(p => p.Descriptor.Id, StringComparer.Ordinal).ToList();
        Settlers = [.. request.Where(p => p.Descriptor.Response == ResponseStage.Commit).Select(p => p.Policy).OfType<ISettlesUnanswered>()];
        _identify = [.. request.Where(p => p.Descriptor.Request == RequestStage.Identify).Select(p => new Step(p.Descriptor.Id, (IRequestPolicy)p.Policy, Owes(p.Policy)))];
        _request = [.. request.Where(p => p.Descriptor.Request != RequestStage.Identify).SelectMany(p => Sides(p.Descriptor.Id, (IRequestPolicy)p.Policy, Owes(p.Policy)))];
        _response = new ResponseSide(response.Where(p => p.Descriptor.Response != ResponseStage.Observe)
            .Select(p => (p.Descriptor.Id, (IResponsePolicy)p.Policy, p.Descriptor.Response!.Value, Owes(p.Policy))));
        _observe = [.. response.Where(p => p.Descriptor.Response == ResponseStage.Observe).Select(p => (p.Descriptor.Id, (IResponsePolicy)p.Policy))];
        Ids = [.. request.Concat(all.Where(p => p.Descriptor is { Request: null, Response: null })).Concat(response).Select(p => p.Descriptor.Id).Distinct()];
        _firstReader = Array.FindIndex(_request, p => p.Policy is BodySide) is var first and >= 0 ? first : _request.Length;
        _readers = [.. all.Select(p => p.Policy).OfType<IReadsRequestBody>()];
        WithheldHeaders = [.. all.Select(p => p.Policy).OfType<IWithholdsHeaders>().SelectMany(policy => policy.WithheldHeaders).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>The policies that must be told when an exchange ends unanswered. <see cref="ActiveExchange.Owed"/> has a bit for each, in this order.</summary>
    public ISettlesUnanswered[] Settlers { get; }

    /// <summary>The client's headers that are not forwarded.</summary>
    public string[] WithheldHeaders { get; }

    /// <summary>The policies' ids in the order in which they first run.</summary>
    public IReadOnlyList<string> Ids { get; }

    /// <summary>Whether any policy reads request bodies.</summary>
    public bool HasReaders => _readers.Length > 0;

    /// <summary>Whether any policy has a response side before the answer leaves.</summary>
    public bool HasResponseSide => !_response.IsEmpty;

    /// <summary>Whether any policy observes after the answer has left.</summary>
    public bool HasObservers => _observe.Length > 0;

    /// <summary>The longest body that any policy reads of this exchange; 0 when none does and the body streams.</summary>
    public int RequestBytesFor(Exchange exchange)
    {
        var most = 0;
        foreach (var reader in _readers)
        {
            most = Math.Max(most, reader.RequestBytesFor(exchange));
        }

        return most;
    }

    /// <summary>Establishes who calls.</summary>
    public ValueTask<Verdict> IdentifyAsync(ActiveExchange exchange) => RunAsync(_identify, 0, _identify.Length, exchange);

    /// <summary>Lets the policies after identification set the headers that belong on a refusal which came before their turn.</summary>
    public void Tell(ActiveExchange exchange) => Tell(_request, exchange);

    /// <summary>Runs the request side after identify, up to the first look at a body.</summary>
    public ValueTask<Verdict> RequestAsync(ActiveExchange exchange) => RunAsync(_request, 0, _firstReader, exchange);

    /// <summary>Lets the policies that <see cref="WithBodyAsync"/> would run set the headers that belong on a refusal of the body.</summary>
    public void TellWithBody(ActiveExchange exchange) => Tell(_request.AsSpan(_firstReader), exchange);

    /// <summary>Runs the rest of the request side, once the body has been read.</summary>
    public ValueTask<Verdict> WithBodyAsync(ActiveExchange exchange) => RunAsync(_request, _firstReader, _request.Length, exchange);

    /// <summary>Runs the response side before anything is sent.</summary>
    /// <param name="exchange">The exchange, whose answer's head is there.</param>
    /// <param name="failed">Makes the verdict for a policy that threw.</param>
    public ValueTask<Verdict> ResponseAsync(ActiveExchange exchange, Func<ActiveExchange, Exception, Verdict> failed) => _response.RunAsync(exchange, failed);

    /// <summary>Runs the observers. The answer has left.</summary>
    public async ValueTask ObserveAsync(ActiveExchange exchange)
    {
        foreach (var (_, policy) in _observe)
        {
            await policy.OnResponseAsync(exchange);
        }
    }

    // Policies nearly always complete at once, and then no state machine is made: only a policy that waits costs one.
    private static ValueTask<Verdict> RunAsync(Step[] policies, int index, int end, ActiveExchange exchange)
    {
        for (; index < end; index++)
        {
            var started = exchange.Explanation is null ? 0 : Stopwatch.GetTimestamp();
            exchange.Owed |= policies[index].Owes;
            var pending = policies[index].Policy.OnRequestAsync(exchange);
            if (!pending.IsCompletedSuccessfully)
            {
                return AwaitedAsync(policies, index, end, exchange, pending, started);
            }

            var verdict = pending.GetAwaiter().GetResult();
            Note(exchange, policies[index].Id, started, verdict);
            if (verdict.IsFinal)
            {
                TellRest(policies, index, exchange, verdict);
                return new ValueTask<Verdict>(verdict);
            }
        }

        return default;
    }

    private static async ValueTask<Verdict> AwaitedAsync(
        Step[] policies, int index, int end, ActiveExchange exchange, ValueTask<Verdict> pending, long started)
    {
        var verdict = await pending;
        Note(exchange, policies[index].Id, started, verdict);
        if (verdict.IsFinal)
        {
            TellRest(policies, index, exchange, verdict);
            return verdict;
        }

        return await RunAsync(policies, index + 1, end, exchange);
    }

    private static void TellRest(Step[] policies, int index, ActiveExchange exchange, Verdict verdict)
    {
        if (verdict.IsRefused)
        {
            Tell(policies.AsSpan(index + 1), exchange);
        }
    }

    private static void Tell(ReadOnlySpan<Step> policies, ActiveExchange exchange)
    {
        foreach (var (_, policy, _) in policies)
        {
            (policy as ITellsOnRefusal)?.Tell(exchange);
        }
    }

    /// <summary>Notes what a policy decided, for explanations and metrics.</summary>
    internal static void Note(ActiveExchange exchange, string id, long started, Verdict verdict)
    {
        if (verdict.IsRefused)
        {
            exchange.RefusedBy = id;
        }

        exchange.Explanation?.Add(
            id,
            verdict switch { { Refusal: { } refusal } => $"refused: {refusal.Type.Id}", { Reply: { } reply } => $"answered: {reply.Status}", _ => "went on" },
            Stopwatch.GetElapsedTime(started).TotalMicroseconds);
    }

    private uint Owes(IGatewayPolicy policy) => Array.IndexOf(Settlers, policy) is var index and >= 0 ? 1u << index : 0;

    // First what it says of the head, then what it says of the body.
    private static IEnumerable<Step> Sides(string id, IRequestPolicy policy, uint owes) =>
        policy is IReadsRequestBody reader ? [new Step(id, policy, owes), new Step(id, new BodySide(reader), 0)] : [new Step(id, policy, owes)];

    private readonly record struct Step(string Id, IRequestPolicy Policy, uint Owes);

    private sealed class BodySide(IReadsRequestBody reader) : IRequestPolicy
    {
        public ValueTask<Verdict> OnRequestAsync(Exchange exchange) => reader.OnRequestBodyAsync(exchange);
    }
}

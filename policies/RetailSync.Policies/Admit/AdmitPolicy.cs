using System.Collections.Frozen;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using RetailSync.Gateway;

namespace RetailSync.Policies.Admit;

/// <summary>Lets a call in while its cluster has room for its class, and refuses with 503 otherwise, the lowest class first.</summary>
internal sealed class AdmitPolicy : IRequestPolicy, IResponsePolicy
{
    // A longer body takes its caller's time and not the system's.
    private const int LongestMeasuredBody = 65_536;
    private const int LongestWaitSeconds = 3;

    private readonly AdmitOptions _options;
    private readonly AdmitMetrics _metrics;
    private readonly AdmitTerms _terms;
    private readonly ClusterGate? _gate;
    private readonly FrozenDictionary<string, Priority> _classes;
    private readonly Problem[][] _refusals;

    public AdmitPolicy(AdmitOptions options, RouteFacts route, AdmitStore store, AdmitMetrics metrics)
    {
        _options = options;
        _metrics = metrics;
        _terms = new AdmitTerms(options);
        _gate = route.ClusterId.Length == 0 ? null : store.GateOf(route.ClusterId);
        _classes = options.Classes.ToFrozenDictionary(StringComparer.Ordinal);

        // Made at load: to refuse must cost next to nothing, or shedding would add to the load.
        _refusals = [.. Enum.GetValues<Priority>().Select(priority => Enumerable.Range(1, LongestWaitSeconds).Select(seconds => Refusal(priority, seconds)).ToArray())];
    }

    /// <inheritdoc/>
    public ValueTask<Verdict> OnRequestAsync(Exchange exchange)
    {
        // The gateway's own endpoints send nothing on.
        if (_gate is null)
        {
            return new(Verdict.GoOn);
        }

        var priority = ClassOf(exchange);
        if (_gate.TryEnter(priority, _terms) is { } slot)
        {
            slot.HoldFor(exchange);
            return new(Verdict.GoOn);
        }

        if (_options.Shadow)
        {
            _metrics.Shed(_gate.ClusterId, priority, isShadow: true);
            _gate.EnterAnyway(priority).HoldFor(exchange);
            return new(Verdict.GoOn);
        }

        return _terms.MayWait(priority) ? WaitAsync(_gate, exchange, priority) : new(Refuse(_gate, priority));
    }

    /// <inheritdoc/>
    public ValueTask<Verdict> OnResponseAsync(Exchange exchange)
    {
        if (exchange.Context.Features.Get<AdmitSlot>() is { } slot)
        {
            slot.Answered(EvidenceOf(exchange), exchange.ForwardedAt);
            if (IsStream(exchange.Context))
            {
                slot.Return();
            }
        }

        return new(Verdict.GoOn);
    }

    private static Evidence EvidenceOf(Exchange exchange) => exchange switch
    {
        { ForwardedAt: 0 } => Evidence.None,
        _ when !IsSentAtOnce(exchange) => Evidence.None,
        { Context.Response.StatusCode: StatusCodes.Status429TooManyRequests or >= StatusCodes.Status500InternalServerError } => Evidence.Failed,
        _ => Evidence.Sound,
    };

    private static bool IsSentAtOnce(Exchange exchange) =>
        !exchange.RequestBody.IsEmpty
        || exchange.Context.Request.ContentLength <= LongestMeasuredBody
        || exchange.Context.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: true };

    // It may stay open for days, and what it costs the system has been paid when it begins.
    private static bool IsStream(HttpContext context) =>
        context.Response.StatusCode == StatusCodes.Status101SwitchingProtocols
        || context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true }
        || (context.Response.ContentType is { } type
            && (type.StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase) || type.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase)));

    // The lower of the two: what a call is worth is the route's to say, and a consumer can only stand back. Otherwise everybody would be critical.
    private Priority ClassOf(Exchange exchange)
    {
        var granted = exchange.Operation is { } operation && _classes.TryGetValue(operation.Id, out var own) ? own : _options.Class;
        return exchange.Caller?.Consumer.Priority is { } asked && asked < granted ? asked : granted;
    }

    private async ValueTask<Verdict> WaitAsync(ClusterGate gate, Exchange exchange, Priority priority)
    {
        if (await gate.WaitAsync(priority, _terms, exchange.Context.RequestAborted) is not { } slot)
        {
            return Refuse(gate, priority);
        }

        slot.HoldFor(exchange);
        return Verdict.GoOn;
    }

    private Verdict Refuse(ClusterGate gate, Priority priority)
    {
        _metrics.Shed(gate.ClusterId, priority, isShadow: false);

        // Not the same for all, or those who were refused together would all come back together.
        return Verdict.Refuse(_refusals[(int)priority][Random.Shared.Next(LongestWaitSeconds)]);
    }

    private static Problem Refusal(Priority priority, int seconds) =>
        new Problem(ProblemTypes.TemporaryReducedCapacity, $"The system has no room for calls of the class {AdmitMetrics.NameOf(priority)} at the moment. Nothing was sent.")
            .With("Retry-After", seconds.ToString(CultureInfo.InvariantCulture));
}

using System.Diagnostics;
using System.Globalization;
using RetailSync.Gateway.Pipeline;

namespace RetailSync.Gateway.Telemetry;

/// <summary>Traces exchanges (W3C context in and out) at next to no cost for those that are not sampled.</summary>
/// <remarks>
/// The framework's instrumentation makes activities for every request and decides afterwards. Here the decision comes first: an exchange that is not
/// sampled makes no activity at all and only passes its context on. Safe to use from many threads.
/// </remarks>
internal sealed class GatewayTracing(TelemetryOptions options, IMasker masker) : IDisposable
{
    /// <summary>The source's name.</summary>
    public const string SourceName = "RetailSync.Gateway";

    private readonly ActivitySource _source = new(SourceName);
    private readonly ulong _threshold = options.SampleRatio >= 1 ? ulong.MaxValue : (ulong)(options.SampleRatio * ulong.MaxValue);

    /// <summary>Takes the caller's trace context over, or starts a trace whose id is the request id.</summary>
    public void Start(ActiveExchange exchange)
    {
        var headers = exchange.Context.Request.Headers;
        var parent = headers.TraceParent.Count == 1 ? headers.TraceParent[0] : null;
        if (!TraceParent.IsValid(parent))
        {
            parent = null;
        }

        var state = parent is null || headers.TraceState.Count == 0 ? null : headers.TraceState.ToString();
        var sampled = parent is not null && options.FollowCaller ? TraceParent.IsSampled(parent) : Draw(exchange.Id);
        if (!sampled || !_source.HasListeners())
        {
            exchange.Trace = new TraceLink(parent, state);
            return;
        }

        var context = parent is not null && ActivityContext.TryParse(parent, state, isRemote: true, out var remote)
            ? remote
            : new ActivityContext(ActivityTraceId.CreateFromString(exchange.Id), ActivitySpanId.CreateFromString(RequestIds.NextSpan()), ActivityTraceFlags.Recorded, isRemote: true);
        exchange.Span = _source.CreateActivity(masker.Mask(exchange.Context.Request.Method), ActivityKind.Server, context)?.Start();
        exchange.Trace = new TraceLink(exchange.Span?.Id ?? parent, state);
    }

    /// <summary>Writes the trace context on the outgoing request.</summary>
    public void StartForward(ActiveExchange exchange, HttpRequestMessage request)
    {
        if (exchange.Span is not null)
        {
            exchange.ForwardSpan = _source.CreateActivity(masker.Mask(request.Method.Method), ActivityKind.Client, exchange.Span.Context)?.Start();
            exchange.ForwardSpan?.SetTag("server.address", exchange.Destination is { } destination ? masker.Mask(destination) : null);
            request.Headers.Remove("traceparent");
            request.Headers.TryAddWithoutValidation("traceparent", exchange.ForwardSpan?.Id ?? exchange.Trace.TraceParent);
        }
        else if (exchange.Trace.TraceParent is null)
        {
            // Whatever stood there was not a valid context.
            request.Headers.Remove("traceparent");
            request.Headers.TryAddWithoutValidation("traceparent", $"00-{exchange.Id}-{exchange.Id.AsSpan(16)}-00");
        }
    }

    /// <summary>Ends the upstream span.</summary>
    public static void StopForward(ActiveExchange exchange, int status)
    {
        if (exchange.ForwardSpan is { } span)
        {
            span.SetTag("http.response.status_code", status);
            span.Stop();
        }
    }

    /// <summary>Ends the exchange's span. Query strings, keys and bodies are never recorded; what is secret or personal in the path is masked.</summary>
    public void Stop(ActiveExchange exchange)
    {
        if (exchange.Span is not { } span)
        {
            return;
        }

        exchange.ForwardSpan?.Stop();
        var context = exchange.Context;
        var method = masker.Mask(context.Request.Method);
        span.DisplayName = exchange.Route is { } route ? $"{method} {route.RouteId}" : method;
        span.SetTag("http.request.method", method);
        span.SetTag("http.route", exchange.Operation?.PathTemplate ?? exchange.Route?.RouteId);
        span.SetTag("url.path", masker.MaskPath(context.Request.Path.Value ?? "", exchange.Operation));
        span.SetTag("http.response.status_code", context.Response.StatusCode);
        span.SetTag("retailsync.request_id", exchange.Id);
        span.SetTag("retailsync.consumer", exchange.Caller?.Consumer.Id);
        span.SetTag("retailsync.operation", exchange.Operation?.Id);
        span.SetTag("retailsync.problem", exchange.Refusal?.Type.Id);
        if (context.Response.StatusCode >= 500)
        {
            span.SetStatus(ActivityStatusCode.Error);
        }

        span.Stop();
    }

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    // The last 15 digits of a version 7 UUID are random.
    private bool Draw(string id) =>
        options.SampleRatio > 0 && ulong.Parse(id.AsSpan(17), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) << 4 <= _threshold;
}

using RetailSync.Gateway.Edge;
using RetailSync.Gateway.Pipeline;
using Yarp.ReverseProxy.Forwarder;

namespace RetailSync.Gateway.Calls;

/// <inheritdoc/>
internal sealed partial class PipelineClient(PipelineEntry entry, EdgeOptions edge, IServiceScopeFactory scopes, TimeProvider clock, ILogger<PipelineClient> logger) : IPipelineClient
{
    private static readonly TimeSpan LastSteps = TimeSpan.FromSeconds(5);

    private readonly string _host = edge.Hosts is [{ } first, ..] ? first : "localhost";

    /// <inheritdoc/>
    public async Task<PipelineAnswer> SendAsync(PipelineRequest request, CancellationToken cancellationToken)
    {
        await entry.ReadyAsync(cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        using var patience = new CancellationTokenSource(request.Timeout, clock);
        using var givenUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        var (lifetime, answer) = (new OwnRequest(!request.Body.IsEmpty, givenUp.Token), new OwnAnswer(request.MaxResponseBytes));
        var context = ContextOf(request, lifetime, answer);

        var run = RunAsync(context, new OwnCall(request), answer);
        var isOver = await EndsAsync(run, context, givenUp.Token);
        var exchange = context.Features.GetRequiredFeature<ActiveExchange>();

        // A change that is carried through all the same has not ended, and nothing certain can be said of it.
        if (!isOver || (givenUp.IsCancellationRequested && !IsAnswered(exchange)) || lifetime.IsBroken || HasBroken(context, exchange))
        {
            cancellationToken.ThrowIfCancellationRequested();
            return NoAnswer(exchange, patience.IsCancellationRequested ? ProblemTypes.UpstreamTimeout : ProblemTypes.UpstreamFailed, !isOver || exchange.MayHaveBeenSent);
        }

        return new PipelineAnswer
        {
            Status = answer.StatusCode,
            Headers = [.. answer.Headers.SelectMany(header => header.Value.Select(value => KeyValuePair.Create(header.Key, value ?? "")))],
            Body = answer.Kept,
            IsUpstream = exchange.AnsweredByUpstream,
            MayHaveBeenSent = exchange.MayHaveBeenSent,
            MayHaveBeenSentBefore = exchange.MayHaveBeenSentBefore,
            ProblemType = exchange.Refusal?.Type.Id,
            RequestId = exchange.Id,
        };
    }

    private static bool IsAnswered(ActiveExchange exchange) => exchange.AnsweredByUpstream || exchange.Refusal is not null || exchange.Reply is not null;

    // The head had left when the rest broke off: half an answer is none.
    private static bool HasBroken(HttpContext context, ActiveExchange exchange) => exchange.AnsweredByUpstream && context.Features.Get<IForwarderErrorFeature>() is not null;

    private static PipelineAnswer NoAnswer(ActiveExchange exchange, ProblemType type, bool mayHaveBeenSent) => new()
    {
        Status = type.Status,
        Headers = [],
        Body = ReadOnlyMemory<byte>.Empty,
        IsUpstream = false,
        MayHaveBeenSent = mayHaveBeenSent,
        ProblemType = type.Id,
        RequestId = exchange.Id,
    };

    private async Task<bool> EndsAsync(Task run, HttpContext context, CancellationToken givenUp)
    {
        try
        {
            await run.WaitAsync(givenUp);
            return true;
        }
        catch (OperationCanceledException) when (givenUp.IsCancellationRequested)
        {
            if (run.IsCompleted || context.Features.GetRequiredFeature<ActiveExchange>().OutlivesCaller)
            {
                return run.IsCompleted;
            }
        }

        // It ends by itself now, and only then is known whether anything was sent.
        try
        {
            await run.WaitAsync(LastSteps, clock, CancellationToken.None);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private DefaultHttpContext ContextOf(PipelineRequest request, OwnRequest lifetime, OwnAnswer answer)
    {
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(OwnRequest.Of(request, _host));
        features.Set<IHttpRequestBodyDetectionFeature>(lifetime);
        features.Set<IHttpRequestLifetimeFeature>(lifetime);
        features.Set<IHttpResponseFeature>(answer);
        features.Set<IHttpResponseBodyFeature>(answer);
        features.Set<IHttpConnectionFeature>(new HttpConnectionFeature { ConnectionId = "internal" });
        features.Set<IItemsFeature>(new ItemsFeature());
        return new DefaultHttpContext(features) { ServiceScopeFactory = scopes };
    }

    private async Task RunAsync(HttpContext context, OwnCall call, OwnAnswer answer)
    {
        try
        {
            await entry.InvokeAsync(context, call);
            await answer.CompleteAsync();
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // The front door answers for what goes wrong behind it; this is the front door itself, or a callback at the end.
            LogFault(context.Features.Get<ActiveExchange>()?.Id ?? "", fault);
            context.Abort();
        }
    }

    [LoggerMessage(LogLevel.Error, "The gateway's own call {RequestId} failed.", EventName = "calls.fault")]
    private partial void LogFault(string requestId, Exception fault);
}

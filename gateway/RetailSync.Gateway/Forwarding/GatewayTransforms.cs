using System.Diagnostics;
using System.Net;
using RetailSync.Gateway.Draining;
using RetailSync.Gateway.Edge;
using RetailSync.Gateway.Pipeline;
using RetailSync.Gateway.Telemetry;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace RetailSync.Gateway.Forwarding;

/// <summary>What every forwarded exchange carries: our headers on the way in, our judgement on the way out.</summary>
internal sealed partial class GatewayTransforms(
    GatewayTracing tracing, VerdictWriter verdicts, UnansweredEnd unanswered, BodyBudget budget, DrainableStreams streams, ILogger<GatewayTransforms> logger) : ITransformProvider
{
    /// <inheritdoc/>
    public void ValidateRoute(TransformRouteValidationContext context)
    {
    }

    /// <inheritdoc/>
    public void ValidateCluster(TransformClusterValidationContext context)
    {
    }

    /// <inheritdoc/>
    public void Apply(TransformBuilderContext context)
    {
        context.RequestTransforms.Add(new Outgoing(tracing));
        context.ResponseTransforms.Add(new Incoming(verdicts, unanswered, budget, streams, logger));
    }

    private sealed class Outgoing(GatewayTracing tracing) : RequestTransform
    {
        /// <inheritdoc/>
        public override ValueTask ApplyAsync(RequestTransformContext context)
        {
            var exchange = context.HttpContext.Features.GetRequiredFeature<ActiveExchange>();
            var headers = context.ProxyRequest.Headers;
            var upstream = exchange.Plan!.Upstream;
            exchange.Destination = context.DestinationPrefix;
            exchange.ForwardedAt = Stopwatch.GetTimestamp();

            headers.TryAddWithoutValidation("X-Request-Id", exchange.Id);
            tracing.StartForward(exchange, context.ProxyRequest);
            if (!upstream.ForwardAuthorization && headers.NonValidated.Contains("Authorization"))
            {
                headers.Remove("Authorization");
            }

            // An API key was for the gateway. Where the system wants a header of the same name, its credential sets it below.
            if (headers.NonValidated.Contains("X-Api-Key"))
            {
                headers.Remove("X-Api-Key");
            }

            if (!upstream.ForwardCookies && headers.NonValidated.Contains("Cookie"))
            {
                headers.Remove("Cookie");
            }

            if (upstream.TellConsumer && exchange.Caller is { } caller)
            {
                headers.TryAddWithoutValidation("X-Consumer-Id", caller.Consumer.Id);
                headers.TryAddWithoutValidation("X-Consumer-System", caller.Consumer.System);
                headers.TryAddWithoutValidation("X-Consumer-Scopes", string.Join(' ', caller.Scopes));
            }

            if (exchange.Forward?.IsOnce == true)
            {
                context.ProxyRequest.Options.Set(NeverRepeatsChanges.Once, true);
            }

            foreach (var withheld in exchange.Plan.Chain.WithheldHeaders)
            {
                headers.Remove(withheld);
            }

            if (upstream.HonoursKey is { } key)
            {
                // The system knows our keys and nobody else's.
                headers.Remove(key);
                if (exchange.ChangesState)
                {
                    headers.TryAddWithoutValidation(key, exchange.OperationKey?.ToString("D") ?? exchange.Id);
                }
            }

            // Nothing leaves before the credential is there; without it, nothing leaves at all.
            var ready = upstream.Credential?.ApplyAsync(context.ProxyRequest, context.CancellationToken) ?? ValueTask.CompletedTask;
            if (!ready.IsCompletedSuccessfully)
            {
                return SendingAsync(ready, exchange);
            }

            exchange.Forward?.Sending();
            return ready;
        }

        private static async ValueTask SendingAsync(ValueTask ready, ActiveExchange exchange)
        {
            await ready;
            exchange.Forward?.Sending();
        }
    }

    private sealed partial class Incoming(VerdictWriter verdicts, UnansweredEnd unanswered, BodyBudget budget, DrainableStreams streams, ILogger logger) : ResponseTransform
    {
        private Func<ActiveExchange, Exception, Verdict>? _failed;

        /// <inheritdoc/>
        public override ValueTask ApplyAsync(ResponseTransformContext context)
        {
            var exchange = context.HttpContext.Features.GetRequiredFeature<ActiveExchange>();
            if (context.ProxyResponse is null)
            {
                // No answer: the pipeline writes the problem once YARP has said what went wrong.
                exchange.Forward?.Unanswered();
                return ValueTask.CompletedTask;
            }

            if (exchange.Forward?.Answered(context.ProxyResponse) == false)
            {
                context.SuppressResponseBody = true;
                return ValueTask.CompletedTask;
            }

            var headers = context.HttpContext.Response.Headers;
            exchange.AnsweredByUpstream = true;
            exchange.Explanation?.Add("forward", $"the upstream answered {(int)context.ProxyResponse.StatusCode}", Stopwatch.GetElapsedTime(exchange.ForwardedAt).TotalMicroseconds);
            GatewayTracing.StopForward(exchange, (int)context.ProxyResponse.StatusCode);

            var upstream = exchange.Plan!.Upstream;
            ResponseHygiene.Clean(headers, context.ProxyResponse.Headers, upstream.HiddenHeaders);
            if (headers.SetCookie is { Count: > 0 } cookies)
            {
                headers.SetCookie = upstream.ForwardCookies ? ResponseHygiene.OwnCookies(cookies, exchange.Context.Request.Host.Host) : default;
            }

            headers["X-Request-Id"] = exchange.Id;
            if (context.ProxyResponse.StatusCode == HttpStatusCode.SwitchingProtocols && !AskedToSwitch(context.HttpContext))
            {
                return FinishAsync(context, exchange, Verdict.Refuse(new Problem(ProblemTypes.UpstreamFailed, "The request was sent, and no usable answer came back.")
                {
                    Reason = "The upstream switched protocols unasked.",
                }));
            }

            streams.Watch(context);
            if (!exchange.Plan.Chain.HasResponseSide)
            {
                return GoOn(exchange);
            }

            // A policy that decides at once, as nearly all do, costs no state machine.
            exchange.Hold = new ResponseHold(context.ProxyResponse, budget);
            var judged = exchange.Plan.Chain.ResponseAsync(exchange, _failed ??= Failed);
            return judged.IsCompletedSuccessfully ? FinishAsync(context, exchange, judged.GetAwaiter().GetResult()) : JudgeAsync(context, exchange, judged);
        }

        // What follows 101 is a tunnel; a caller that did not ask for one would take it for the answer to its next request.
        private static bool AskedToSwitch(HttpContext context) =>
            context.Features.Get<IHttpUpgradeFeature>()?.IsUpgradableRequest == true || context.Features.Get<IHttpExtendedConnectFeature>()?.IsExtendedConnect == true;

        private ValueTask GoOn(ActiveExchange exchange)
        {
            // Last and once: response policies set headers of their own, and a Link is added to those that stand there.
            exchange.ResponseHeaders.ApplyTo(exchange.Context.Response.Headers);
            ResponseCopy.Begin(exchange, budget);
            return ValueTask.CompletedTask;
        }

        private async ValueTask JudgeAsync(ResponseTransformContext context, ActiveExchange exchange, ValueTask<Verdict> judged) =>
            await FinishAsync(context, exchange, await judged);

        private ValueTask FinishAsync(ResponseTransformContext context, ActiveExchange exchange, Verdict verdict)
        {
            exchange.Hold = null;
            if (!verdict.IsFinal)
            {
                return GoOn(exchange);
            }

            context.SuppressResponseBody = true;
            exchange.AnsweredByUpstream = false;
            return exchange.Owed == 0 ? verdicts.WriteAsync(exchange, verdict) : EndUnansweredAsync(exchange, verdict);
        }

        private async ValueTask EndUnansweredAsync(ActiveExchange exchange, Verdict verdict) => await verdicts.WriteAsync(exchange, await unanswered.SettleAsync(exchange, verdict));

        // YARP takes any exception here for the upstream's and leaves half of its answer standing.
        private Verdict Failed(ActiveExchange exchange, Exception fault)
        {
            LogFault(exchange.Id, fault);
            return Verdict.Refuse(new Problem(ProblemTypes.InternalError, "The gateway failed. Nothing more is known here; its operators can look the request id up.") { Reason = fault.Message });
        }

        [LoggerMessage(LogLevel.Error, "A policy failed on the answer to request {RequestId}.", EventName = "forward.policy-fault")]
        private partial void LogFault(string requestId, Exception fault);
    }
}

using System.Diagnostics;
using RetailSync.Gateway.Errors;
using RetailSync.Gateway.Pipeline;
using RetailSync.Gateway.Telemetry;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace RetailSync.Gateway.Forwarding;

/// <summary>What every forwarded exchange carries: our headers on the way in, our judgement on the way out.</summary>
internal sealed partial class GatewayTransforms(GatewayTracing tracing, ProblemWriter problems, ILogger<GatewayTransforms> logger) : ITransformProvider
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
        context.ResponseTransforms.Add(new Incoming(problems, logger));
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
            exchange.ForwardedAt = exchange.Explanation is null ? 0 : Stopwatch.GetTimestamp();

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

            if (upstream.HonoursKey is { } key)
            {
                // The system knows our keys and nobody else's.
                headers.Remove(key);
                if (exchange.ChangesState)
                {
                    headers.TryAddWithoutValidation(key, exchange.Id);
                }
            }

            return upstream.Credential?.ApplyAsync(context.ProxyRequest, context.CancellationToken) ?? ValueTask.CompletedTask;
        }
    }

    private sealed partial class Incoming(ProblemWriter problems, ILogger logger) : ResponseTransform
    {
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

            headers.Server = default;
            headers["X-Powered-By"] = default;
            if (!exchange.Plan!.Upstream.ForwardCookies)
            {
                headers.SetCookie = default;
            }

            headers["X-Request-Id"] = exchange.Id;
            exchange.ResponseHeaders.ApplyTo(headers);
            return exchange.Plan.Chain.HasResponseSide ? JudgeAsync(context, exchange) : ValueTask.CompletedTask;
        }

        private async ValueTask JudgeAsync(ResponseTransformContext context, ActiveExchange exchange)
        {
            if (await DecideAsync(exchange) is { } refusal)
            {
                context.SuppressResponseBody = true;
                exchange.AnsweredByUpstream = false;
                await problems.WriteAsync(exchange, refusal);
                return;
            }

            // A response policy may have set headers of its own.
            exchange.ResponseHeaders.ApplyTo(context.HttpContext.Response.Headers);
        }

        private async ValueTask<Problem?> DecideAsync(ActiveExchange exchange)
        {
            try
            {
                return await exchange.Plan!.Chain.ResponseAsync(exchange);
            }
            catch (Exception fault) when (fault is not OperationCanceledException || !exchange.Context.RequestAborted.IsCancellationRequested)
            {
                // YARP takes any exception here for the upstream's and leaves half of its answer standing.
                LogFault(exchange.Id, fault);
                return new Problem(ProblemTypes.InternalError, "The gateway failed. Nothing more is known here; its operators can look the request id up.") { Reason = fault.Message };
            }
        }

        [LoggerMessage(LogLevel.Error, "A policy failed on the answer to request {RequestId}.", EventName = "forward.policy-fault")]
        private partial void LogFault(string requestId, Exception fault);
    }
}

using System.Buffers;
using RetailSync.Gateway.Pipeline;
using RetailSync.Gateway.Telemetry;

namespace RetailSync.Gateway.Errors;

/// <summary>Answers an exchange with a problem. Every refusal of ours goes through here. Safe to use from many threads.</summary>
internal sealed partial class ProblemWriter(GatewayMetrics metrics, IMasker masker, ILogger<ProblemWriter> logger)
{
    /// <summary>Writes the whole answer. The response must not have started.</summary>
    public async ValueTask WriteAsync(ActiveExchange exchange, Problem unmasked)
    {
        var problem = exchange.Refusal = ProblemMask.Apply(unmasked, masker);
        metrics.Refused(problem.Type.Id, exchange.RefusedBy ?? "pipeline");

        // Shedding is counted and not told one by one: a line for each would add to the load that it is shed for.
        if (problem.Type.Status >= 500 && problem.Type != ProblemTypes.TemporaryReducedCapacity)
        {
            LogFailed(exchange.Id, problem.Type.Id, exchange.Route?.RouteId, problem.Reason);
        }

        var response = exchange.Context.Response;
        response.Clear();
        response.StatusCode = problem.Type.Status;
        var headers = response.Headers;
        headers["X-Request-Id"] = exchange.Id;
        headers["Proxy-Status"] = $"retailsync; error={problem.Type.ProxyError}";
        headers.CacheControl = "no-store";
        exchange.ResponseHeaders.ApplyTo(headers);
        foreach (var (name, value) in problem.Headers)
        {
            headers[name] = name == "Link" ? Microsoft.Extensions.Primitives.StringValues.Concat(headers.Link, value) : value;
        }

        var body = new ArrayBufferWriter<byte>(512);
        ProblemBody.Write(body, problem, exchange.Id);
        headers.ContentType = ProblemBody.ContentType;
        headers.ContentLength = body.WrittenCount;
        if (!HttpMethods.IsHead(exchange.Context.Request.Method))
        {
            await response.Body.WriteAsync(body.WrittenMemory, exchange.Context.RequestAborted);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Request {RequestId} on route {Route} ended as {Problem}: {Reason}", EventName = "pipeline.failed")]
    private partial void LogFailed(string requestId, string problem, string? route, string? reason);
}

using System.Text.Json;

namespace RetailSync.Sandbox;

/// <summary>Turns what the framework says without words, or throws, into problem+json.</summary>
internal sealed partial class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException refused) when (!context.Response.HasStarted)
        {
            var why = refused.InnerException is JsonException json ? json.Message : refused.Message;
            await Refusal.Of(refused.StatusCode, "invalid-request", "Invalid request.", why).WriteAsync(context);
            return;
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
#pragma warning disable CA1031 // The outermost layer of a server: whatever comes here is logged and becomes a 500.
        catch (Exception fault) when (!context.Response.HasStarted)
#pragma warning restore CA1031
        {
            LogFailed(context.Request.Method, context.Request.Path, fault);
            await Refusal.Of(500, "internal", "Internal error.", "The sandbox failed; its log says why.").WriteAsync(context);
            return;
        }

        await ExplainBareAsync(context);
    }

    private static async Task ExplainBareAsync(HttpContext context)
    {
        var response = context.Response;
        if (response.HasStarted || response.StatusCode < 400 || response.ContentType is not null || context.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        var call = $"{context.Request.Method} {context.Request.Path}";
        var refusal = response.StatusCode switch
        {
            404 => Refusal.Of(404, "no-such-resource", "Not found.", $"Nothing answers {call}."),
            405 => Refusal.Of(405, "method-not-allowed", "Method not allowed.", $"{call} is not possible here."),
            415 => Refusal.Of(415, "unsupported-media-type", "Unsupported media type.", "The body must be application/json."),
            var status => Refusal.Of(status, "refused", "Refused.", $"{call} was refused."),
        };
        await refusal.WriteAsync(context);
    }

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed.", EventName = "sandbox.failed")]
    private partial void LogFailed(string method, string path, Exception fault);
}

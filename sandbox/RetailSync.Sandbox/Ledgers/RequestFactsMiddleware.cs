using Microsoft.AspNetCore.Http.Features;

namespace RetailSync.Sandbox;

/// <summary>Reads the whole body once, so that it can be hashed for the ledger and read again by a fault that applies a change twice.</summary>
internal sealed class RequestFactsMiddleware(RequestDelegate next, IHostApplicationLifetime lifetime)
{
    private const int LongestBody = 8 * 1024 * 1024;

    public async Task InvokeAsync(HttpContext context)
    {
        if (HasBody(context))
        {
            await ReadAsync(context);
        }
        else
        {
            context.Features.Set(RequestFacts.From(context, []));
        }

        if (context.Response.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return;
        }

        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method) && !IsGrpc(context))
        {
            // A real system goes on with a change that it has read even when the caller hangs up: that is where unknown outcomes come from.
            context.RequestAborted = lifetime.ApplicationStopping;
        }

        await next(context);
    }

    private static async Task ReadAsync(HttpContext context)
    {
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        if (body.Length > LongestBody)
        {
            await Refusal.Of(413, "body-too-large", "Body too large.", $"The body has {body.Length} bytes; at most {LongestBody} are taken.").WriteAsync(context);
            return;
        }

        body.Position = 0;
        context.Request.Body = body;
        context.Features.Set(RequestFacts.From(context, body.GetBuffer().AsSpan(0, (int)body.Length)));
    }

    private static bool HasBody(HttpContext context) =>
        context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true } && !IsGrpc(context);

    private static bool IsGrpc(HttpContext context) => context.Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) == true;
}

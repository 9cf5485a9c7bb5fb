using RetailSync.Gateway.Pipeline;

namespace RetailSync.Gateway.Calls;

/// <summary>Where the pipeline begins, for calls of ours. Safe to use from many threads once the pipeline is configured.</summary>
internal sealed class PipelineEntry(FrontDoor frontDoor)
{
    private volatile RequestDelegate? _next;

    /// <summary>Notes what comes after the front door, and returns the front door for the server.</summary>
    public RequestDelegate For(RequestDelegate next)
    {
        _next = next;
        return context => frontDoor.InvokeAsync(context, next);
    }

    /// <summary>Runs a call of ours.</summary>
    public Task InvokeAsync(HttpContext context, OwnCall call) =>
        frontDoor.InvokeAsync(context, _next ?? throw new InvalidOperationException("The pipeline is not configured yet."), call);
}

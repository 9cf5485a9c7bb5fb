using RetailSync.Gateway.Pipeline;

namespace RetailSync.Gateway.Calls;

/// <summary>Where the pipeline begins, for calls of ours. Safe to use from many threads.</summary>
internal sealed class PipelineEntry(FrontDoor frontDoor)
{
    private readonly TaskCompletionSource<RequestDelegate> _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Notes what comes after the front door, and returns the front door for the server.</summary>
    public RequestDelegate For(RequestDelegate next)
    {
        _next.TrySetResult(next);
        return context => frontDoor.InvokeAsync(context, next);
    }

    /// <summary>Completes when the pipeline is configured. What runs in the background begins earlier: the recovery, right after a crash, would find nothing to call.</summary>
    public Task ReadyAsync(CancellationToken cancellationToken) => _next.Task.WaitAsync(cancellationToken);

    /// <summary>Runs a call of ours, once the pipeline is configured.</summary>
    public async Task InvokeAsync(HttpContext context, OwnCall call) => await frontDoor.InvokeAsync(context, await _next.Task, call);
}

using System.Collections.Concurrent;
using RetailSync.Gateway;

namespace RetailSync.Events.Tests.Journal;

/// <summary>A system behind a pipeline, which tests program. It notes what it is asked.</summary>
internal sealed class FakeSystem : IPipelineClient
{
    public ConcurrentQueue<PipelineRequest> Asked { get; } = [];

    /// <summary>What it answers.</summary>
    public Func<PipelineRequest, PipelineAnswer> Answers { get; set; } = _ => Silence;

    public static PipelineAnswer Silence { get; } = new() { Status = 504, Headers = [], IsUpstream = false, MayHaveBeenSent = true, ProblemType = "upstream-timeout", RequestId = "r" };

    public static PipelineAnswer Says(int status, string body = "", params KeyValuePair<string, string>[] headers) => new()
    {
        Status = status,
        Headers = [new("Content-Type", "application/json"), .. headers],
        Body = System.Text.Encoding.UTF8.GetBytes(body),
        IsUpstream = true,
        MayHaveBeenSent = true,
        RequestId = "r",
    };

    public async Task<PipelineAnswer> SendAsync(PipelineRequest request, CancellationToken cancellationToken)
    {
        await Task.Yield();
        Asked.Enqueue(request);
        return Answers(request);
    }
}

namespace RetailSync.Gateway;

/// <summary>Calls systems through the gateway's own pipeline, so that every policy acts on what the gateway itself sends. Safe to use from many threads.</summary>
public interface IPipelineClient
{
    /// <summary>Makes a call and waits for its whole answer. Faults are told as answers, never thrown.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; whether anything was sent is not known then.</exception>
    Task<PipelineAnswer> SendAsync(PipelineRequest request, CancellationToken cancellationToken);
}

namespace RetailSync.Events.Log;

/// <summary>Wakes those who wait for events when some were appended here. A hint only: other gateways append too, so whoever waits also looks from time to time. Safe to use from many threads.</summary>
internal sealed class EventSignal
{
    private volatile TaskCompletionSource _next = New();

    /// <summary>Completes when something is appended after this call.</summary>
    public Task Next => _next.Task;

    /// <summary>Tells that events were appended and are on disk.</summary>
    public void Raise() => Interlocked.Exchange(ref _next, New()).SetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

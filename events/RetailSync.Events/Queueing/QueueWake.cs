using RetailSync.Events.Journal;

namespace RetailSync.Events.Queueing;

/// <summary>Wakes the forwarder before its next turn. Safe to use from many threads.</summary>
internal sealed class QueueWake : IDisposable
{
    private readonly JournalWake _wake = new();

    /// <summary>Wakes it; once is enough however often it is called.</summary>
    public void Raise() => _wake.Raise();

    /// <summary>Waits until it is woken.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _wake.WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _wake.Dispose();
}

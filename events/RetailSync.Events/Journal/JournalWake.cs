namespace RetailSync.Events.Journal;

/// <summary>Wakes the recovery before its next turn. Safe to use from many threads.</summary>
internal sealed class JournalWake : IDisposable
{
    private readonly SemaphoreSlim _signal = new(0, 1);

    /// <summary>Wakes it; once is enough however often it is called.</summary>
    public void Raise()
    {
        try
        {
            _signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake already.
        }
    }

    /// <summary>Waits until it is woken.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _signal.WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _signal.Dispose();
}

namespace RetailSync.Gateway.Forwarding;

/// <summary>
/// Lets callers whose bodies were too slow go one after another. The server finds them all in the same tick of its clock, and undoing one forwarded request takes about a
/// millisecond of processor time: hundreds at once would be a pause for everybody else. Safe to use from many threads.
/// </summary>
internal sealed class CutOffs : IDisposable
{
    // Nobody may hold the others up for long, whatever becomes of the one whose turn it is.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Waits for the turn, which is disposed to end it; null when two seconds have passed, and one goes on without.</summary>
    public async ValueTask<IDisposable?> TakeTurnAsync() => await _turn.WaitAsync(Patience) ? new Turn(_turn) : null;

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
